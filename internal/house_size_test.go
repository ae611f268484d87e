package internal_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"ssowizard/internal/must"
)

const (
	mostLines   = 4000 // of a package, without its tests
	mostColumns = 110  // of a line; a tab counts four
)

// tooLarge are the packages that are over mostLines. Their numbers may only shrink.
var tooLarge = map[string]int{
	"ssowizard/internal/sim": 1 << 20, // a whole service: it may
}

func TestSizesOnlyShrink(t *testing.T) {
	for _, r := range packages(t) {
		lines := 0
		for _, f := range sources(t, r.Dir) {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for l := range bytes.Lines(raw) {
				n++
				l = bytes.TrimRight(l, "\n")
				if w := utf8.RuneCount(l) + 3*bytes.Count(l, []byte("\t")); w > mostColumns {
					t.Errorf("%s:%d has %d columns, %d is the most", f, n, w, mostColumns)
				}
			}
			lines += n
		}
		if n := max(tooLarge[r.ImportPath], mostLines); lines > n {
			t.Errorf("%s has %d lines, %d is the most", r.ImportPath, lines, n)
		}
	}
}

// sources are the files of a package without its tests, those of other systems and tags
// too.
func sources(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*.go"))
	must.Do(t, err)
	return slices.DeleteFunc(all, func(f string) bool { return strings.HasSuffix(f, "_test.go") })
}
