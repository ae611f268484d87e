// Package internal_test holds the house in order: which room may import which.
package internal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/must"
)

// rooms says what each package may import of the house and of the world. An
// entry ending in "/" allows everything below it. Arrows point downward only.
// Both fronts measure columns with the same library, so that a wide letter
// counts two in either.
var rooms = map[string][]string{
	"ssowizard/assets":                 {},
	"ssowizard/internal/text":          {"github.com/charmbracelet/x/ansi"},
	"ssowizard/internal/secret":        {},
	"ssowizard/internal/messages":      {"ssowizard/assets"},
	"ssowizard/internal/wire":          {"ssowizard/internal/text"},
	"ssowizard/internal/campaign":      {},
	"ssowizard/internal/testmetrics":   {},
	"ssowizard/internal/must":          {},
	"ssowizard/internal/fakeclock":     {},
	"ssowizard/internal/keyringtest":   {},
	"ssowizard/internal/calendar":      {"ssowizard/internal/text", "ssowizard/internal/wire", "github.com/arran4/golang-ical"},
	"ssowizard/internal/charset":       {},
	"ssowizard/internal/urltext":       {},
	"ssowizard/internal/mtp":           {"ssowizard/internal/text", "ssowizard/internal/urltext"},
	"ssowizard/internal/paste":         {"ssowizard/internal/text", "ssowizard/internal/charset", "ssowizard/internal/urltext", "ssowizard/internal/mtp"},
	"ssowizard/internal/injecttest":    {},
	"ssowizard/internal/ownfile":       {},
	"ssowizard/internal/vault":         {"ssowizard/internal/secret", "ssowizard/internal/ownfile", "github.com/zalando/go-keyring", "filippo.io/age"},
	"ssowizard/internal/graph":         {"ssowizard/internal/secret", "ssowizard/internal/text", "ssowizard/internal/wire"},
	"ssowizard/internal/entra":         {"ssowizard/internal/secret", "ssowizard/internal/text", "ssowizard/internal/wire", "ssowizard/assets", "golang.org/x/oauth2", "golang.org/x/oauth2/"},
	"ssowizard/internal/sim":           {"ssowizard/assets", "maragu.dev/gomponents", "maragu.dev/gomponents/"},
	"ssowizard/internal/setup":         {"ssowizard/internal/secret", "ssowizard/internal/messages", "ssowizard/internal/text", "ssowizard/internal/graph", "ssowizard/internal/entra", "ssowizard/internal/mtp", "ssowizard/internal/vault", "ssowizard/assets"},
	"ssowizard/internal/profile":       {"ssowizard/internal/text", "ssowizard/internal/setup", "ssowizard/internal/mtp", "ssowizard/internal/ownfile"},
	"ssowizard/internal/judge":         {"ssowizard/internal/messages", "ssowizard/internal/text", "ssowizard/internal/setup", "ssowizard/internal/graph", "ssowizard/internal/entra", "ssowizard/internal/mtp", "ssowizard/assets"},
	"ssowizard/internal/explain":       {"ssowizard/internal/messages", "ssowizard/internal/text", "ssowizard/internal/charset", "ssowizard/internal/setup", "ssowizard/internal/judge", "ssowizard/internal/graph", "ssowizard/internal/entra", "ssowizard/internal/mtp", "ssowizard/assets"},
	"ssowizard/internal/advice":        {"ssowizard/internal/messages", "ssowizard/assets", "ssowizard/internal/entra", "ssowizard/internal/graph", "ssowizard/internal/judge", "ssowizard/internal/mtp", "ssowizard/internal/profile", "ssowizard/internal/setup", "ssowizard/internal/text", "ssowizard/internal/vault", "ssowizard/internal/wire"},
	"ssowizard/internal/prove":         {"ssowizard/internal/secret", "ssowizard/internal/messages", "ssowizard/internal/advice", "ssowizard/internal/entra", "ssowizard/internal/graph", "ssowizard/internal/judge", "ssowizard/internal/setup", "ssowizard/internal/text", "ssowizard/internal/vault"},
	"ssowizard/internal/observe":       {"ssowizard/internal/secret", "ssowizard/internal/messages", "ssowizard/internal/advice", "ssowizard/internal/entra", "ssowizard/internal/graph", "ssowizard/internal/judge", "ssowizard/internal/mtp", "ssowizard/internal/prove", "ssowizard/internal/setup", "ssowizard/internal/text"},
	"ssowizard/internal/change":        {"ssowizard/internal/secret", "ssowizard/internal/messages", "ssowizard/internal/advice", "ssowizard/internal/entra", "ssowizard/internal/graph", "ssowizard/internal/judge", "ssowizard/internal/mtp", "ssowizard/internal/observe", "ssowizard/internal/setup", "ssowizard/internal/text", "ssowizard/internal/vault"},
	"ssowizard/internal/undo":          {"ssowizard/internal/messages", "ssowizard/internal/advice", "ssowizard/internal/change", "ssowizard/internal/graph", "ssowizard/internal/judge", "ssowizard/internal/observe", "ssowizard/internal/setup", "ssowizard/internal/text"},
	"ssowizard/internal/engine":        {"ssowizard/internal/secret", "ssowizard/internal/messages", "ssowizard/assets", "ssowizard/internal/advice", "ssowizard/internal/change", "ssowizard/internal/entra", "ssowizard/internal/graph", "ssowizard/internal/judge", "ssowizard/internal/mtp", "ssowizard/internal/paste", "ssowizard/internal/observe", "ssowizard/internal/profile", "ssowizard/internal/prove", "ssowizard/internal/setup", "ssowizard/internal/text", "ssowizard/internal/undo", "ssowizard/internal/vault", "ssowizard/internal/wire"},
	"ssowizard/internal/steps":         {"ssowizard/internal/secret", "ssowizard/internal/wire", "ssowizard/internal/explain", "ssowizard/internal/entra", "ssowizard/internal/vault", "ssowizard/internal/messages", "ssowizard/internal/text", "ssowizard/internal/setup", "ssowizard/internal/judge", "ssowizard/internal/advice", "ssowizard/internal/change", "ssowizard/internal/undo", "ssowizard/internal/engine", "ssowizard/internal/mtp", "ssowizard/internal/outcome"},
	"ssowizard/internal/steps/plans":   {"ssowizard/internal/advice", "ssowizard/internal/change", "ssowizard/internal/judge", "ssowizard/internal/steps"},
	"ssowizard/internal/steps/aside":   {"ssowizard/internal/change", "ssowizard/internal/entra", "ssowizard/internal/explain", "ssowizard/internal/judge", "ssowizard/internal/setup", "ssowizard/internal/steps", "ssowizard/internal/text"},
	"ssowizard/internal/steps/arrival": {"ssowizard/internal/wire", "ssowizard/internal/advice", "ssowizard/internal/change", "ssowizard/internal/engine", "ssowizard/internal/entra", "ssowizard/internal/judge", "ssowizard/internal/outcome", "ssowizard/internal/setup", "ssowizard/internal/secret", "ssowizard/internal/steps", "ssowizard/internal/steps/plans", "ssowizard/internal/text", "ssowizard/internal/undo"},
	"ssowizard/internal/steps/phases":  {"ssowizard/internal/advice", "ssowizard/internal/change", "ssowizard/internal/engine", "ssowizard/internal/entra", "ssowizard/internal/judge", "ssowizard/internal/mtp", "ssowizard/internal/paste", "ssowizard/internal/setup", "ssowizard/internal/steps", "ssowizard/internal/steps/arrival", "ssowizard/internal/steps/aside", "ssowizard/internal/steps/plans", "ssowizard/internal/text", "ssowizard/internal/vault"},
	"ssowizard/internal/steps/choose":  {"ssowizard/internal/advice", "ssowizard/internal/change", "ssowizard/internal/engine", "ssowizard/internal/mtp", "ssowizard/internal/setup", "ssowizard/internal/steps", "ssowizard/internal/steps/phases", "ssowizard/internal/text"},
	"ssowizard/internal/steps/tasks":   {"ssowizard/internal/advice", "ssowizard/internal/change", "ssowizard/internal/judge", "ssowizard/internal/setup", "ssowizard/internal/steps", "ssowizard/internal/steps/arrival", "ssowizard/internal/steps/aside", "ssowizard/internal/steps/phases", "ssowizard/internal/steps/plans", "ssowizard/internal/text", "ssowizard/internal/undo"},
	"ssowizard/internal/steps/table":   {"ssowizard/internal/engine", "ssowizard/internal/steps", "ssowizard/internal/steps/arrival", "ssowizard/internal/steps/aside", "ssowizard/internal/steps/choose", "ssowizard/internal/steps/phases", "ssowizard/internal/steps/plans", "ssowizard/internal/steps/tasks"},
	"ssowizard/internal/outcome":       {"ssowizard/internal/messages", "ssowizard/internal/entra", "ssowizard/internal/setup", "ssowizard/internal/profile", "ssowizard/internal/judge"},
	"ssowizard/internal/document":      {"ssowizard/internal/messages", "ssowizard/internal/text", "ssowizard/internal/charset", "ssowizard/internal/wire", "ssowizard/internal/entra", "ssowizard/internal/mtp", "ssowizard/internal/graph", "ssowizard/internal/setup", "ssowizard/internal/profile", "ssowizard/internal/judge", "ssowizard/internal/explain", "ssowizard/internal/advice", "ssowizard/internal/change", "ssowizard/internal/undo", "ssowizard/internal/engine", "ssowizard/internal/outcome"},
	"ssowizard/internal/sheet":         {"ssowizard/internal/text", "ssowizard/internal/setup", "ssowizard/internal/judge", "ssowizard/internal/undo", "ssowizard/internal/engine", "ssowizard/internal/document", "github.com/charmbracelet/x/ansi"},
	"ssowizard/internal/tui":           {"ssowizard/internal/tui/ui", "ssowizard/internal/tui/views", "ssowizard/internal/tui/screen", "ssowizard/internal/tui/walked", "ssowizard/internal/text", "ssowizard/internal/wire", "ssowizard/internal/vault", "charm.land/", "github.com/charmbracelet/x/ansi", "ssowizard/internal/setup", "ssowizard/internal/judge", "ssowizard/internal/advice", "ssowizard/internal/change", "ssowizard/internal/engine", "ssowizard/internal/steps", "ssowizard/internal/steps/phases", "ssowizard/internal/steps/tasks"},
	"ssowizard/internal/tui/ui":        {"ssowizard/internal/text", "charm.land/", "github.com/charmbracelet/x/ansi"},
	"ssowizard/internal/tui/views":     {"ssowizard/internal/advice", "ssowizard/internal/change", "ssowizard/internal/judge", "ssowizard/internal/mtp", "ssowizard/internal/secret", "ssowizard/internal/setup", "ssowizard/internal/steps", "ssowizard/internal/steps/phases", "ssowizard/internal/text", "ssowizard/internal/tui/ui", "charm.land/lipgloss/", "github.com/charmbracelet/x/ansi"},
	"ssowizard/internal/tui/screen":    {"ssowizard/internal/change", "ssowizard/internal/engine", "ssowizard/internal/judge", "ssowizard/internal/secret", "ssowizard/internal/setup", "ssowizard/internal/steps", "ssowizard/internal/steps/arrival", "ssowizard/internal/steps/table", "ssowizard/internal/text", "ssowizard/internal/tui/ui", "ssowizard/internal/tui/views", "ssowizard/internal/undo", "ssowizard/internal/vault", "ssowizard/internal/wire", "charm.land/bubbles/", "charm.land/bubbletea/"},
	"ssowizard/internal/tui/walked":    {"ssowizard/internal/change", "ssowizard/internal/engine", "ssowizard/internal/judge", "ssowizard/internal/mtp", "ssowizard/internal/secret", "ssowizard/internal/steps", "ssowizard/internal/steps/arrival", "ssowizard/internal/steps/phases", "ssowizard/internal/text", "ssowizard/internal/tui/screen", "ssowizard/internal/tui/ui", "ssowizard/internal/tui/views", "charm.land/", "github.com/charmbracelet/x/ansi"},
	"ssowizard/internal/plain":         {"ssowizard/internal/secret", "ssowizard/internal/messages", "ssowizard/internal/text", "ssowizard/internal/wire", "ssowizard/internal/paste", "ssowizard/internal/vault", "ssowizard/internal/outcome", "ssowizard/internal/document", "ssowizard/internal/sheet", "ssowizard/internal/plain/talk", "ssowizard/internal/plain/aloud", "ssowizard/internal/setup", "ssowizard/internal/profile", "ssowizard/internal/judge", "ssowizard/internal/explain", "ssowizard/internal/advice", "ssowizard/internal/change", "ssowizard/internal/engine", "ssowizard/internal/undo", "ssowizard/internal/steps", "ssowizard/internal/steps/"},
	"ssowizard/internal/plain/talk":    {"ssowizard/internal/outcome", "ssowizard/internal/text", "ssowizard/internal/wire", "github.com/charmbracelet/x/ansi"},
	"ssowizard/internal/plain/aloud":   {"ssowizard/internal/advice", "ssowizard/internal/change", "ssowizard/internal/engine", "ssowizard/internal/plain/talk", "ssowizard/internal/setup", "ssowizard/internal/sheet", "ssowizard/internal/steps", "ssowizard/internal/text"},
	"ssowizard/internal/plain/many":    {"ssowizard/internal/document", "ssowizard/internal/engine", "ssowizard/internal/outcome", "ssowizard/internal/plain", "ssowizard/internal/plain/talk", "ssowizard/internal/profile", "ssowizard/internal/setup", "ssowizard/internal/sheet", "ssowizard/internal/text"},
}

// free are the rooms at the top, which may see everything.
var free = []string{"ssowizard/cmd/ssowizard", "ssowizard/internal/bench", "ssowizard/internal/bench/bare", "ssowizard/internal/steps/diagram", "ssowizard/internal/explain/glossary", "ssowizard/internal/fuzzing", "ssowizard/internal/campaign/faults", "ssowizard/internal/testlog", "ssowizard/internal/testkit", "ssowizard/internal/testkit/shown"}

// onlyThere names who alone may see a library.
var onlyThere = map[string][]string{
	"github.com/zalando/go-keyring":  {"ssowizard/internal/vault"},
	"filippo.io/age":                 {"ssowizard/internal/vault"},
	"golang.org/x/oauth2":            {"ssowizard/internal/entra"},
	"github.com/arran4/golang-ical":  {"ssowizard/internal/calendar"},
	"charm.land/":                    {"ssowizard/internal/tui", "ssowizard/internal/tui/ui", "ssowizard/internal/tui/views", "ssowizard/internal/tui/screen", "ssowizard/internal/tui/walked", "ssowizard/cmd/ssowizard", "ssowizard/internal/bench/bare"},
	"ssowizard/internal/tui":         {"ssowizard/cmd/ssowizard"},
	"ssowizard/internal/campaign":    {}, // for tests only
	"ssowizard/internal/testmetrics": {}, // likewise
	"ssowizard/internal/must":        {}, // likewise
	"ssowizard/internal/testkit":     {"ssowizard/internal/bench"},
	"ssowizard/internal/fakeclock":   {"ssowizard/internal/testkit", "ssowizard/internal/testkit/shown"},
	"ssowizard/internal/keyringtest": {}, // likewise
}

type room struct {
	ImportPath string
	Dir        string
	Imports    []string
	GoFiles    []string
	Doc        string

	TestGoFiles, XTestGoFiles []string
}

func packages(t *testing.T) []room {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Dir,Imports,GoFiles,TestGoFiles,XTestGoFiles,Doc", "ssowizard/...")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	must.Do(t, err)
	var all []room
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var r room
		if err := d.Decode(&r); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		if len(r.GoFiles) > 0 {
			all = append(all, r)
		}
	}
}

func allowed(list []string, path string) bool {
	return slices.ContainsFunc(list, func(a string) bool {
		return a == path || strings.HasSuffix(a, "/") && strings.HasPrefix(path, a)
	})
}

func TestArrowsPointDownward(t *testing.T) {
	seen := 0
	for _, r := range packages(t) {
		seen++
		may, named := rooms[r.ImportPath]
		if !named && !slices.Contains(free, r.ImportPath) {
			t.Errorf("%s has no place in the house", r.ImportPath)
		}
		for _, imp := range r.Imports {
			foreign := strings.Contains(strings.SplitN(imp, "/", 2)[0], ".") || strings.HasPrefix(imp, "ssowizard/")
			if named && foreign && !allowed(may, imp) {
				t.Errorf("%s imports %s, which its place does not allow", r.ImportPath, imp)
			}
			for lib, who := range onlyThere {
				if allowed([]string{lib}, imp) && !slices.Contains(who, r.ImportPath) {
					t.Errorf("%s imports %s, which only %v may", r.ImportPath, imp, who)
				}
			}
		}
	}
	if seen < len(rooms) {
		t.Errorf("%d packages found, %d are named", seen, len(rooms))
	}
}

func TestRoomsAreNamedForADutyAndFilesAreShort(t *testing.T) {
	for _, r := range packages(t) {
		for _, bad := range []string{"util", "common", "types", "helpers"} {
			if strings.Contains(filepath.Base(r.ImportPath), bad) {
				t.Errorf("package %s is named for no duty", r.ImportPath)
			}
		}
		if r.Doc == "" {
			t.Errorf("package %s says no duty", r.ImportPath)
		}
		for _, f := range slices.Concat(r.GoFiles, r.TestGoFiles, r.XTestGoFiles) {
			raw, err := os.ReadFile(filepath.Join(r.Dir, f))
			must.Do(t, err)
			if n := bytes.Count(raw, []byte("\n")); n > 400 {
				t.Errorf("%s/%s has %d lines", r.ImportPath, f, n)
			}
		}
	}
}

var named = regexp.MustCompile("`((?:Test|Fuzz)[A-Z][A-Za-z0-9]*)`")

// TestEveryPromiseNamesATestThatExists holds SECURITY.md to the tests of the
// house: a promise whose test was renamed or removed is no longer held.
func TestEveryPromiseNamesATestThatExists(t *testing.T) {
	have := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, m := range regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`).FindAllSubmatch(raw, -1) {
			have[string(m[1])] = true
		}
		return err
	})
	must.Do(t, err)
	text, err := os.ReadFile("../SECURITY.md")
	must.Do(t, err)
	promised := named.FindAllSubmatch(text, -1)
	if len(promised) < 30 {
		t.Errorf("%d tests are named", len(promised))
	}
	for _, m := range promised {
		if !have[string(m[1])] {
			t.Errorf("SECURITY.md names %s, which is no test", m[1])
		}
	}
}

// TestTheArchitectureNamesEveryPackage: who comes new finds the place of each.
func TestTheArchitectureNamesEveryPackage(t *testing.T) {
	page, err := os.ReadFile("../docs/architecture.md")
	must.Do(t, err)
	for _, r := range packages(t) {
		name := strings.TrimPrefix(r.ImportPath, "ssowizard/")
		if !bytes.Contains(page, []byte("`"+name+"`")) && !bytes.Contains(page, []byte("`"+strings.TrimPrefix(name, "internal/")+"`")) {
			t.Errorf("docs/architecture.md does not name %s", name)
		}
	}
}
