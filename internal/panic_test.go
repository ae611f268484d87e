package internal_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ownPanics are the files that may panic, with what their panics say: the
// program's own texts, never what came from outside. The Go runtime prints the
// value of a panic that nobody catches.
var ownPanics = map[string]string{
	"ssowizard/assets/embedded.go":          "an embedded file",
	"ssowizard/assets/steps.go":             "an embedded file",
	"ssowizard/internal/judge/step.go":      "the number of a step",
	"ssowizard/internal/tui/crash.go":       "what wire.Withhold lets through",
	"ssowizard/internal/steps/table.go":     "the id of a page",
	"ssowizard/internal/sim/":               "the simulated tenant's own files",
	"ssowizard/internal/testkit/testkit.go": "ids of pages and of choices",
}

func TestPanicsSayTheProgramsOwnWords(t *testing.T) {
	call := regexp.MustCompile(`(?m)^[^/]*\bpanic\(`)
	found := 0
	for _, r := range packages(t) {
		for _, name := range r.GoFiles {
			raw, err := os.ReadFile(filepath.Join(r.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if !call.Match(raw) {
				continue
			}
			found++
			path, known := r.ImportPath+"/"+name, false
			for where := range ownPanics {
				known = known || path == where || strings.HasSuffix(where, "/") && strings.HasPrefix(path, where)
			}
			if !known {
				t.Errorf("%s panics; say in ownPanics with what, or return an error", path)
			}
		}
	}
	if found < 4 {
		t.Errorf("only %d files with panics were found", found)
	}
}
