package messages_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ssowizard/assets"
)

// site is one place in the program that asks for a text, with the arguments it gives.
type site struct {
	at   string
	code string // of a finding; "*" where it is not a constant
	id   string // of a message, or the variant of a finding
	args []string
}

// sites are all places that ask for texts, read from the source: only so are the rare ones among them.
type sites struct{ findings, messages, advice []site }

func (s *sites) of(t *testing.T, file *ast.File, fset *token.FileSet, codes map[string]string) {
	args := argsIn(file)
	ast.Inspect(file, func(n ast.Node) bool {
		at := func(n ast.Node) string { return fset.Position(n.Pos()).String() }
		switch x := n.(type) {
		case *ast.CompositeLit:
			fields := map[string]ast.Expr{}
			for _, e := range x.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					if k, ok := kv.Key.(*ast.Ident); ok {
						fields[k.Name] = kv.Value
					}
				}
			}
			if fields["Code"] == nil || fields["Level"] == nil || fields["Text"] != nil || fields["Title"] != nil {
				return true
			}
			one := site{at: at(x), code: "*"}
			if c := codes[last(fields["Code"])]; c != "" {
				one.code = c
			}
			if v := fields["Variant"]; v != nil {
				one.id = literal(t, v, at(v))
			}
			if a := fields["Args"]; a != nil {
				call := args[last(a)]
				if c, ok := a.(*ast.CallExpr); ok {
					call = c
				}
				if call == nil {
					t.Errorf("%s: where its arguments come from cannot be told", at(a))
					return true
				}
				one.args = names(t, call.Args, at(a))
			}
			s.findings = append(s.findings, one)
		case *ast.CallExpr:
			if f, ok := x.Fun.(*ast.SelectorExpr); ok && last(f.X) == "messages" && f.Sel.Name == "Say" {
				s.messages = append(s.messages, site{at: at(x), id: literal(t, x.Args[0], at(x)), args: names(t, x.Args[1:], at(x))})
			}
			if f, ok := x.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "mendedBy" { // a remedy, whose command is filled in where it is told
				s.messages = append(s.messages, site{at: at(x), id: literal(t, x.Args[0], at(x))})
			}
			if f, ok := x.Fun.(*ast.Ident); ok && f.Name == "advice" && file.Name.Name == "advice" {
				s.advice = append(s.advice, site{at: at(x), id: literal(t, x.Args[0], at(x)), args: names(t, x.Args[1:], at(x))})
			}
		}
		return true
	})
}

// argsIn finds what is assigned from messages.With, by the name of the variable.
func argsIn(file *ast.File) map[string]*ast.CallExpr {
	out := map[string]*ast.CallExpr{}
	ast.Inspect(file, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Rhs) != 1 {
			return true
		}
		if call, ok := a.Rhs[0].(*ast.CallExpr); ok && last(call.Fun) == "With" {
			out[last(a.Lhs[0])] = call
		}
		return true
	})
	return out
}

func last(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	}
	return ""
}

// literal is a string of the source; one that begins with it counts as all that begin so.
func literal(t *testing.T, e ast.Expr, at string) string {
	t.Helper()
	if b, ok := e.(*ast.BinaryExpr); ok {
		return literal(t, b.X, at) + "*"
	}
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		t.Errorf("%s: the id is no literal, so that nobody can tell which text it is", at)
		return ""
	}
	s, _ := strconv.Unquote(lit.Value)
	return s
}

func names(t *testing.T, args []ast.Expr, at string) []string {
	t.Helper()
	var out []string
	for i := 0; i < len(args); i += 2 {
		out = append(out, literal(t, args[i], at))
	}
	if len(args)%2 != 0 || len(args) > 12 {
		t.Errorf("%s: %d names and values", at, len(args))
	}
	slices.Sort(out)
	return out
}

var placeholder = regexp.MustCompile(`\{([a-zA-Z]+)((?::[^{}]+)|(?:\|[^{}|]+){2,3})?\}`)

func placeholders(texts ...string) []string {
	var out []string
	for _, m := range placeholder.FindAllStringSubmatch(strings.Join(texts, "\n"), -1) {
		if m[1] != "subject" && !strings.EqualFold(m[1], "validate") && !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	slices.Sort(out)
	return out
}

func read(t *testing.T) sites {
	t.Helper()
	fset, files, codes := token.NewFileSet(), []*ast.File{}, map[string]string{}
	for _, root := range []string{"..", "../../cmd"} {
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(fset, path, nil, 0)
			files = append(files, f)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && last(v.Type) == "Code" && len(v.Values) == 1 {
				codes[v.Names[0].Name], _ = strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			}
			return true
		})
	}
	var all sites
	for _, f := range files {
		all.of(t, f, fset, codes)
	}
	if len(codes) < 40 || len(all.findings) < 50 {
		t.Fatalf("only %d codes and %d findings in the source", len(codes), len(all.findings))
	}
	return all
}

// TestEveryTextHasTheArgumentsOfItsSites: each wording of a finding and each message
// is asked for somewhere, and with exactly the arguments that it names.
func TestEveryTextHasTheArgumentsOfItsSites(t *testing.T) {
	all, asked := read(t), map[string]bool{}
	for _, s := range all.findings {
		n := 0
		for _, f := range assets.Findings() {
			if s.code != "*" && s.code != f.Code {
				continue
			}
			if _, there := f.Says[s.id]; !there {
				continue
			}
			n++
			asked[f.Code+"/"+s.id] = true
			w := assets.Says(f.Code, s.id)
			if want := placeholders(w.Want, w.Got, w.Text, w.Remedy); !slices.Equal(want, s.args) {
				t.Errorf("%s gives %q to %s %q, which names %q", s.at, s.args, f.Code, s.id, want)
			}
		}
		if n == 0 {
			t.Errorf("%s: assets/findings.json has no wording %q of %s", s.at, s.id, s.code)
		}
	}
	for _, f := range assets.Findings() {
		for variant := range f.Says {
			if !asked[f.Code+"/"+variant] {
				t.Errorf("nothing asks for the wording %q of %s", variant, f.Code)
			}
		}
	}
	match(t, all.messages, assets.Messages())
	words := map[string]string{}
	for id, a := range assets.AllAdvice() {
		words[id] = a.What + "\n" + a.Means + "\n" + a.Do
	}
	match(t, all.advice, words)
}

// match holds texts by id to their sites, and the other way round.
func match(t *testing.T, asked []site, texts map[string]string) {
	t.Helper()
	said := map[string]bool{}
	for _, s := range asked {
		n := 0
		for id, text := range texts {
			prefix, several := strings.CutSuffix(s.id, "*")
			if id != s.id && (!several || !strings.HasPrefix(id, prefix)) {
				continue
			}
			n++
			said[id] = true
			if want := placeholders(text); !slices.Equal(want, s.args) {
				t.Errorf("%s gives %q to %q, which names %q", s.at, s.args, id, want)
			}
		}
		if n == 0 {
			t.Errorf("%s: assets have no text %q", s.at, s.id)
		}
	}
	for id := range texts {
		if !said[id] {
			t.Errorf("nothing says %q", id)
		}
	}
}
