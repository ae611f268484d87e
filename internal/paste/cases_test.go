package paste

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/charset"
	"ssowizard/internal/must"
)

// paths are those of the lists in testdata, the same on both hosts.
var paths = []string{"/users", "/login", "/sso/webclient", "/sso/stream", "/portal", "/auth/callback"}

// listOf is a list with six addresses on the partner's own host.
func listOf(host string) (out []string) {
	for _, h := range []string{"mtp.bvoip.net", host} {
		for _, p := range paths {
			out = append(out, "https://"+h+p)
		}
	}
	return out
}

func contoso() []string { return listOf("contosovoice.bvoip.net") }

// TestPastedFiles: each file of testdata is read as the twelve addresses that were
// meant, and nothing that was mended in it passes for clean.
func TestPastedFiles(t *testing.T) {
	long := listOf("contoso-communications-northern-europe.bvoip.net")
	long[8] += "/agent-desktop"
	for _, c := range []struct {
		file string
		want []string
		said string // what has to be said of it; "" where it is clean
	}{
		{"uris-urldefense-v2.txt", nil, "a link by Proofpoint"},
		{"uris-google-redirect.txt", nil, "a link by Google"},
		{"uris-teams-safelinks.txt", nil, "a link by Microsoft Safe Links"},
		{"uris-safelinks-plain.txt", nil, "a link by Microsoft Safe Links"},
		{"uris-outlook-text-safelinks.txt", nil, ""},
		{"uris-quoted-printable.eml.txt", long, "quoted-printable"},
		{"uris-powershell-fl-120.txt", nil, "a line break inside the address"},
		{"uris-copy-label.txt", nil, "the label that was glued"},
		{"uris-curl-form.txt", nil, "curl -d"},
		{"uris-excel-semicolon.csv", nil, ""},
		{"uris-csv-comma-middle.csv", nil, ""},
		{"uris-cp1252-quotes.txt", nil, ""},
	} {
		raw, err := os.ReadFile(filepath.Join("testdata", "pasted", c.file))
		must.Do(t, err)
		if c.want == nil {
			c.want = contoso()
		}
		t.Run(c.file, func(t *testing.T) { checkRead(t, charset.Decode(raw), c.want, c.said) })
	}
	// The same damage where no file says which code page it was.
	raw, err := os.ReadFile(filepath.Join("testdata", "pasted", "uris-cp1252-quotes.txt"))
	must.Do(t, err)
	checkRead(t, string(raw), contoso(), "a damaged character")
}

// checkRead holds a paste to the addresses that it means, and to what is said.
func checkRead(t *testing.T, paste string, want []string, said string) {
	t.Helper()
	got := ParseURIs(paste)
	if !slices.Equal(got.URIs, want) {
		t.Errorf("paste:\n%s\ngot %d:\n%s\ndropped %+v", paste, len(got.URIs), strings.Join(got.URIs, "\n"), got.Dropped)
	}
	var doubts []string
	for _, d := range got.Doubts() {
		doubts = append(doubts, fmt.Sprintf("%d: %s %s", d.Line, d.Text, d.Why))
	}
	all := strings.Join(doubts, "\n")
	if said == "" && all != "" || !strings.Contains(all, said) {
		t.Errorf("doubts:\n%s\nwant %q, paste:\n%s", all, said, paste)
	}
}
