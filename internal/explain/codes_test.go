package explain_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ssowizard/assets"
	"ssowizard/internal/explain"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
)

// findingCodes reads the constants themselves: the name of each in the source, and its
// code.
func findingCodes(t *testing.T) map[string]string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "../setup/finding.go", nil, 0)
	must.Do(t, err)
	codes := map[string]string{}
	ast.Inspect(f, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if id, ok := v.Type.(*ast.Ident); ok && id.Name == "Code" {
			s, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			must.Do(t, err)
			codes[v.Names[0].Name] = s
		}
		return true
	})
	if len(codes) < 40 {
		t.Fatalf("only %d codes were found in the source", len(codes))
	}
	return codes
}

// TestEveryFindingCodeIsExplained: a new code without a text, or a text without a code,
// cannot pass.
func TestEveryFindingCodeIsExplained(t *testing.T) {
	codes := map[string]bool{}
	for _, c := range findingCodes(t) {
		codes[c] = true
		e := explain.Explain(strings.ToUpper(c), setup.Snapshot{}, setup.Profile{})
		if len(e.Topics) != 1 || e.Topics[0].Code != c || e.Topics[0].Kind != explain.TopicFinding || e.Topics[0].Remedy == "" {
			t.Errorf("%s: %+v", c, e.Topics)
		}
	}
	for _, x := range assets.Findings() {
		if !codes[x.Code] {
			t.Errorf("%s has a text and is no code", x.Code)
		}
	}
}

// noticed is a place in the source where a finding is made. Its code is "" where it is
// not written there.
type noticed struct {
	at, code, variant string
}

// findingsInSource reads every place where a finding is made, of the whole program.
func findingsInSource(t *testing.T) []noticed {
	t.Helper()
	codes, set := findingCodes(t), token.NewFileSet()
	var out []noticed
	read := func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				if found, ok := findingIn(n, codes); ok {
					found.at = set.Position(n.Pos()).String()
					out = append(out, found)
				}
			case *ast.AssignStmt:
				for _, to := range n.Lhs {
					if sel, ok := to.(*ast.SelectorExpr); ok && sel.Sel.Name == "Variant" {
						t.Errorf("%s: a variant is given to a finding that was made without; say both in one place",
							set.Position(n.Pos()))
					}
				}
			}
			return true
		})
		return nil
	}
	must.Do(t, filepath.WalkDir("..", read))
	must.Do(t, filepath.WalkDir("../../cmd", read))
	if len(out) < 50 {
		t.Fatalf("only %d findings were found in the source", len(out))
	}
	return out
}

// findingIn reads a literal with a constant code, a written variant, or both; ok tells
// whether it is one.
func findingIn(lit *ast.CompositeLit, codes map[string]string) (found noticed, ok bool) {
	for _, e := range lit.Elts {
		kv, is := e.(*ast.KeyValueExpr)
		if !is {
			return noticed{}, false
		}
		name, value := "", kv.Value
		if key, is := kv.Key.(*ast.Ident); is {
			name = key.Name
		}
		if sel, is := value.(*ast.SelectorExpr); is {
			value = sel.Sel
		}
		switch v := value.(type) {
		case *ast.Ident:
			if c := codes[v.Name]; name == "Code" && c != "" {
				found.code, ok = c, true
			}
		case *ast.BasicLit:
			if s, err := strconv.Unquote(v.Value); name == "Variant" && err == nil {
				found.variant, ok = s, true
			}
		}
	}
	return found, ok
}

// TestEveryFindingSaysSomething: a finding is said by its code and variant, so each pair
// that the source makes has a text, each text is one that the source makes, and a code has one.
func TestEveryFindingSaysSomething(t *testing.T) {
	made := findingsInSource(t)
	for _, n := range made {
		if n.code != "" && assets.Says(n.code, n.variant).Text == "" {
			t.Errorf("%s: %s says nothing as %q; assets/findings.json", n.at, n.code, n.variant)
		}
	}
	for _, f := range assets.Findings() {
		if len(f.Says) == 0 {
			t.Errorf("%s says nothing in assets/findings.json", f.Code)
		}
		for variant := range f.Says {
			if assets.Says(f.Code, variant).Text == "" {
				t.Errorf("%s says nothing as %q in assets/findings.json", f.Code, variant)
			}
			if variant != "" && !slices.ContainsFunc(made, func(n noticed) bool {
				return n.variant == variant && (n.code == f.Code || n.code == "")
			}) {
				t.Errorf("%s is never said as %q", f.Code, variant)
			}
		}
	}
}

// TestTheReadmeListsEveryFindingCode, and no other: scripts go by that list.
func TestTheReadmeListsEveryFindingCode(t *testing.T) {
	raw, err := os.ReadFile("../../README.md")
	must.Do(t, err)
	_, list, _ := strings.Cut(string(raw), "\n### Finding codes\n")
	list, _, found := strings.Cut(list, "\n`ssowizard explain CODE`")
	if !found {
		t.Fatal("README.md has no list of finding codes")
	}
	var listed, want []string
	for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(list, -1) {
		listed = append(listed, m[1])
	}
	for _, f := range assets.Findings() {
		want = append(want, f.Code)
		if !slices.Contains(listed, f.Code) {
			t.Errorf("README.md does not list %s", f.Code)
		}
	}
	for i, c := range listed {
		if !slices.Contains(want, c) || slices.Contains(listed[:i], c) {
			t.Errorf("README.md lists %s, which is no code or stands twice", c)
		}
	}
}
