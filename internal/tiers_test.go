package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/campaign"
	"ssowizard/internal/must"
)

// tests are the tests of a folder, each with whether it asks how much of its cases
// is played, by itself or through what it calls.
func tests(t *testing.T, folder string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", folder, "*_test.go"))
	must.Do(t, err)
	asks, names := map[string]bool{}, map[string][]string{} // by what is declared; a method begins with a dot
	for _, name := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		must.Do(t, err)
		for _, d := range tree.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				in := f.Name.Name
				if f.Recv != nil {
					in = "." + in
				}
				ast.Inspect(f, func(n ast.Node) bool {
					switch n := n.(type) {
					case *ast.SelectorExpr:
						asks[in] = asks[in] || isNamed(n.X, "campaign")
						names[in] = append(names[in], "."+n.Sel.Name)
						n.Sel = ast.NewIdent("_") // not a function of that name
					case *ast.Ident:
						names[in] = append(names[in], n.Name)
					}
					return true
				})
			}
		}
	}
	out := map[string]bool{}
	for name := range names {
		if strings.HasPrefix(name, "Test") {
			out[name] = reaches(name, asks, names, map[string]bool{})
		}
	}
	return out
}

// reaches tells whether what is declared under a name asks, or something it names.
func reaches(name string, asks map[string]bool, names map[string][]string, seen map[string]bool) bool {
	if seen[name] {
		return false
	}
	seen[name] = true
	return asks[name] || slices.ContainsFunc(names[name], func(n string) bool { return reaches(n, asks, names, seen) })
}

func isNamed(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// TestEverySampleIsPlayedWholeInACampaign: what a test leaves out of everybody's
// run is played by the campaigns' command.
func TestEverySampleIsPlayedWholeInACampaign(t *testing.T) {
	seen := 0
	for _, r := range packages(t) {
		folder := strings.TrimPrefix(r.ImportPath, "ssowizard/")
		have, listed := tests(t, folder), campaign.Tests[folder]
		if len(listed) > 0 {
			seen++
		}
		for _, name := range listed {
			if _, ok := have[name]; !ok {
				t.Errorf("%s has no %s, which is listed as a campaign", folder, name)
			}
		}
		for name, samples := range have {
			if samples && !slices.Contains(listed, name) && folder != "internal" {
				t.Errorf("%s plays a sample of its cases, and no campaign plays them all: list it in internal/campaign", name)
			}
		}
	}
	if seen != len(campaign.Tests) {
		t.Errorf("%d packages with campaigns were found, %d are listed", seen, len(campaign.Tests))
	}
}

// TestEveryPromiseSaysItsTier: SECURITY.md marks the tests of which everybody's
// run plays a sample, and no others.
func TestEveryPromiseSaysItsTier(t *testing.T) {
	text, err := os.ReadFile("../SECURITY.md")
	must.Do(t, err)
	var listed []string
	for _, names := range campaign.Tests {
		listed = append(listed, names...)
	}
	marked := 0
	for _, m := range regexp.MustCompile("`((?:Test|Fuzz)[A-Z][A-Za-z0-9]*)`(†?)").FindAllSubmatch(text, -1) {
		name, mark := string(m[1]), len(m[2]) > 0
		if mark != slices.Contains(listed, name) {
			t.Errorf("%s is marked as a campaign: %v", name, mark)
		}
		if mark {
			marked++
		}
	}
	if marked < 5 {
		t.Errorf("only %d are marked", marked)
	}
}
