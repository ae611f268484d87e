package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

const anID = "4F7B2C18-E6D9-4A03-8B5E-C19D3F7A2E60"

func TestListsAreReadLineByLine(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       string // line, tenant and file of each entry
		bad        string // line and words of each fault
	}{
		{"plain", "contoso.com," + anID + ",uris.txt\n", "1 contoso.com uris.txt", ""},
		{"heading", "Tenant,App id,Redirect URIs\r\ncontoso.com," + anID + ",\r\n", "2 contoso.com ", ""},
		{"heading that Excel wrote", "\ufefftenant,app\ncontoso.com," + anID, "2 contoso.com ", ""},
		{"no file, comments, empty lines", "# ours\n\ncontoso.com, " + anID + "\n\n", "3 contoso.com ", ""},
		{"quotes", "\"contoso.com\",\"" + anID + "\",\"a, b.txt\"\n", "1 contoso.com a, b.txt", ""},
		{"a bad first line is no heading", "contoso.com,not-an-id\n", "", "1 is not an application"},
		{"an id with a slip is no heading", "contoso;" + anID[:35] + "\ncontoso.com;" + anID + "\n", "2 contoso.com ", "1 is not an application"},
		{"numbered columns", "Column1;Column2\ncontoso.com;" + anID + "\n", "2 contoso.com ", ""},
		{"every bad line", "a.example,x\ncontoso.com," + anID + "\n," + anID + "\nb c," + anID + "\nonly\na,b,c,d\n", "2 contoso.com ",
			"1 is not an application|3 the tenant is missing|4 is not a tenant|5 one column|6 4 columns"},
		{"quotes that do not close", "contoso.com," + anID + "\n\"contoso.com," + anID + "\n", "1 contoso.com ", "2 quotes"},
		{"controls", "con\x1b[2Jtoso.com," + anID + "\n", "", "1 is not a tenant"},
		{"empty", "", "", ""},
		{"open quotes spoil one line", "contoso.com,\"" + anID + "\nfabrikam.com," + anID + "\nx,y\n", "2 fabrikam.com ", "1 quotes|3 is not an application"},
		{"true lines behind carriage returns", "Tenant;App\r\r\ncontoso.com;" + anID + "\rcontoso.com;x\r", "3 contoso.com ", "4 is not an application"},
		{"sep before a heading", "sep=\t\r\nTenant\tApp\tFile\r\ncontoso.com\t" + anID + "\tu,1;2.txt\t\t\r\n", "3 contoso.com u,1;2.txt", ""},
		{"sep in quotes", "\"sep=;\"\ncontoso.com;" + anID + "\n", "2 contoso.com ", ""},
		{"sep with empty cells behind it", "sep=;;;\r\ncontoso.com;" + anID + ";\r\n", "2 contoso.com ", ""},
		{"sep in quotes with empty cells", "\"sep=;\";;\r\ncontoso.com;" + anID + "\r\n", "2 contoso.com ", ""},
		{"a workbook", "PK\x03\x04\x14\x00\x06\x00[Content_Types].xml\n\x00", "", "1 is a workbook of Excel"},
		{"an old workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\n", "", "1 is a workbook of Excel"},
		{"PowerShell's types", "#TYPE System.Management.Automation.PSCustomObject\n\"Tenant\",\"AppId\"\n\"contoso.com\",\"" + anID + "\"\n", "3 contoso.com ", ""},
		{"each line in quotes", "\"Tenant,App\"\n\"contoso.com," + anID + ",u.txt\"\n", "2 contoso.com u.txt", ""},
		{"doubled quotes", "contoso.com," + anID + ",\"a \"\"b\"\".txt\"\n", `1 contoso.com a "b".txt`, ""},
		{"commas within semicolons", "contoso.com;" + anID + ";\"a,b;c.txt\"\nfabrikam.com;" + anID + ";a,b.txt", "1 contoso.com a,b;c.txt|2 fabrikam.com a,b.txt", ""},
		{"rules of a table", "contoso.com | " + anID + " | u.txt |\n", "1 contoso.com u.txt", ""},
		{"rows of empty cells", ";;;;\ncontoso.com;" + anID + ";;;\n;;;\n", "2 contoso.com ", ""},
		{"big-endian UTF-16", "\xfe\xff" + inBigEndian("Tenant;App\r\ncontoso.com;"+anID+"\r\nx;y\r\n"), "2 contoso.com ", "3 is not an application"},
		{"UTF-16 without a mark", inUTF16("contoso.com\t" + anID + "\r\n")[2:], "1 contoso.com ", ""},
		{"code page 1252", "Mandant;Gerät\xe4\ncontoso.com\xa0;" + anID + ";Gr\xf6\xdfe.txt", "2 contoso.com Größe.txt", ""},
		{"the wrong order", anID + ",contoso.com\n", "", "1 wrong order"},
		{"no id", "contoso.com,,u.txt\n", "", "1 is missing"},
		{"a tenant's id", anID + ";" + anID + "\n", "1 " + anID + " ", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			entries, bad := readList(strings.NewReader(c.text))
			var got []string
			for _, e := range entries {
				if e.appID != strings.ToLower(anID) {
					t.Errorf("id %q", e.appID)
				}
				got = append(got, fmt.Sprintf("%d %s %s", e.line, e.tenant, e.file))
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("entries %q, want %q", s, c.want)
			}
			var wants []string
			if c.bad != "" {
				wants = strings.Split(c.bad, "|")
			}
			if len(bad) != len(wants) {
				t.Fatalf("faults %+v, want %q", bad, wants)
			}
			for i, w := range wants {
				number, words, _ := strings.Cut(w, " ")
				if fmt.Sprint(bad[i].line) != number || !strings.Contains(bad[i].why, words) {
					t.Errorf("fault %+v, want %q", bad[i], w)
				}
			}
		})
	}
}

func inBigEndian(text string) string {
	var out []byte
	for _, u := range utf16.Encode([]rune(text)) {
		out = binary.BigEndian.AppendUint16(out, u)
	}
	return string(out)
}

// TestSavedListsAreRead: what Excel and PowerShell save, as they save it.
func TestSavedListsAreRead(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("testdata", "lists", "list-*"))
	if err != nil || len(names) != 7 {
		t.Fatal(names, err)
	}
	first := map[string]int{"list-bom-quoted.csv": 2, "list-semicolon.csv": 2, "list-sep-line.csv": 2}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		entries, bad := readList(f)
		_ = f.Close()
		want := []listEntry{{max(first[filepath.Base(name)], 1), "contoso.example", "5a5a5a5a-1111-4222-8333-444455556666", "uris.txt"}}
		if strings.Contains(name, "cr-only") {
			again := want[0]
			again.line = 2
			want = append(want, again)
		}
		if len(bad) > 0 || !slices.Equal(entries, want) {
			t.Errorf("%s: %+v, faults %+v", name, entries, bad)
		}
	}
}

func TestListsAreBounded(t *testing.T) {
	for _, text := range []string{strings.Repeat("contoso.com,"+anID+"\n", listLines+2), "contoso.com,\"" + strings.Repeat("x", listBytes+10)} {
		entries, bad := readList(strings.NewReader(text))
		if len(bad) == 0 || len(entries) > listLines+1 {
			t.Errorf("%d entries, faults %+v", len(entries), bad)
		}
	}
}

// FuzzList: whatever the list, every entry is one that can be asked about, every
// fault has a line, and nothing said of it can move a terminal's cursor.
func FuzzList(f *testing.F) {
	for _, seed := range []string{"contoso.com," + anID + ",uris.txt", "tenant,app id,file\ncontoso.com," + anID, "\"", "a,b,c,d\n\n#x", "\ufeffa," + anID, "\x1b]52;c;x\x07," + anID, "a," + anID + ",\"x\ny\"", "sep=;\na;" + anID, "\"a;" + anID + "\"", "a\r;;\r", "\xff\xfea\x00;\x00", "sep=\"\n\"\"\""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		entries, bad := readList(strings.NewReader(text))
		for _, e := range entries {
			if e.line < 1 || e.tenant == "" || len(e.appID) != 36 || !seen(e.tenant) || strings.Contains(e.tenant, " ") {
				t.Errorf("%+v", e)
			}
		}
		for _, b := range bad {
			if b.line < 1 || b.why == "" || !seen(b.why) {
				t.Errorf("%+v", b)
			}
		}
	})
}

// seen reports whether all of a text can be seen on one line.
func seen(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return r != utf8.RuneError && !unicode.IsPrint(r) })
}
