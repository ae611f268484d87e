package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ssowizard/internal/mtp"
	"ssowizard/internal/must"
	"ssowizard/internal/paste"
)

// portalList is a list in order, as the MTP portal shows it.
func portalList() string {
	var b strings.Builder
	for _, host := range []string{"mtp.bvoip.net", "contosovoice.bvoip.net"} {
		for _, p := range []string{"/users", "/login", "/sso/webclient", "/sso/stream", "/portal", "/auth/callback"} {
			b.WriteString("https://" + host + p + "\r\n")
		}
	}
	return b.String()
}

// TestAGivenListIsReadOrStopsTheRun: what people save, through the program, where
// nobody can be asked. A list that was mended, or lost something beside an address,
// ends with exit code 3 and its lines before anything is sent; a clear one does not.
func TestAGivenListIsReadOrStopsTheRun(t *testing.T) {
	saved := map[string]string{
		"utf16le":  inUTF16(portalList()),
		"utf16be":  "\xfe\xff" + inBigEndian(portalList()),
		"unmarked": inUTF16(portalList())[2:],
		"mac":      strings.ReplaceAll(portalList(), "\r\n", "\r"),
	}
	for name, text := range saved {
		list := paste.ParseURIs(readFrom(t, text))
		if len(list.URIs) != mtp.URICount || len(list.Doubts()) > 0 {
			t.Errorf("%s: %+v", name, list)
		}
	}
	names, err := filepath.Glob(filepath.Join("..", "..", "internal", "paste", "testdata", "pasted", "*"))
	if err != nil || len(names) != 12 {
		t.Fatal(names, err)
	}
	clear := map[string]bool{"uris-outlook-text-safelinks.txt": true, "uris-excel-semicolon.csv": true, "uris-csv-comma-middle.csv": true, "uris-cp1252-quotes.txt": true}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			b := newBench(t)
			args := []string{"validate", "--practice=good", "--no-input", "--sign-in", "none", "--redirect-uris", name}
			if clear[filepath.Base(name)] {
				b.want(exitUnchecked, args)
				if strings.Contains(b.talk.String(), "has to be looked at") {
					t.Errorf("a clear list was not taken:\n%s", b.talk)
				}
				return
			}
			b.want(exitProblems, args, "has to be looked at before it is used", "Line ", "Nothing was written.")
		})
	}
	b := newBench(t)
	b.want(exitProblems, []string{"setup", "--practice=new", "--plain", "--no-input", "--yes", "--redirect-uris", names[0]}, "Nothing was written.")
}

// readFrom is a text as --redirect-uris reads it from a file.
func readFrom(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "uris.txt")
	must.Do(t, os.WriteFile(name, []byte(text), 0o600))
	got, err := newBench(t).readText(name)
	must.Do(t, err)
	return got
}

// TestAListOfSetupsNamesTheListThatIsInDoubt: the line of the setup, and the line of
// its own file.
func TestAListOfSetupsNamesTheListThatIsInDoubt(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		must.Do(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	put("good.txt", portalList())
	put("cut.txt", strings.Replace(portalList(), "/sso/webclient", "/sso/web\r\nclient", 1))
	list := put("list.csv", "sep=;\r\nTenant;App;File\r\ncontoso.com;"+anID+";good.txt\r\nfabrikam.com;"+anID+";cut.txt\r\n")
	b := newBench(t)
	b.want(exitProblems, []string{"validate", "--list", list}, "Line 4: the list in cut.txt has to be looked at first", "Line 4, \"client\"", "Nothing was sent.")
	if strings.Contains(b.talk.String(), "good.txt") {
		t.Errorf("a good list was named:\n%s", b.talk)
	}
}
