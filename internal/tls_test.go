package internal_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOnlyTheWireMakesClients: there is one place that says how this program
// talks TLS, and none that leaves a certificate unlooked at.
func TestOnlyTheWireMakesClients(t *testing.T) {
	looked := 0
	for _, r := range packages(t) {
		for _, name := range r.GoFiles {
			raw, err := os.ReadFile(filepath.Join(r.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			looked++
			text := string(raw)
			if strings.Contains(text, "InsecureSkip"+"Verify") {
				t.Errorf("%s/%s leaves certificates unlooked at", r.ImportPath, name)
			}
			for _, w := range []string{"tls.Config{", "http.Transport{", "http.DefaultClient", "http.Get(", "http.Post("} {
				if strings.Contains(text, w) && r.ImportPath != "ssowizard/internal/wire" {
					t.Errorf("%s/%s has %s; clients come from internal/wire", r.ImportPath, name, w)
				}
			}
		}
	}
	if looked < 100 {
		t.Errorf("only %d files were looked at", looked)
	}
}
