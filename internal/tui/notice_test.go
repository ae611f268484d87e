package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// namesAKey finds a key in a sentence: a letter by itself, or a key's own name.
var namesAKey = regexp.MustCompile(`(?:^|[\s("])(?:[b-zB-HJ-Z]|Enter|Esc|Tab|Backspace|PgUp|PgDn|F1)(?:[\s.,;:)"]|$)`)

// TestNoNoticeNamesAKeyInItsText reads every sentence that the program can say above
// the footer. Keys go along as bindings, which are shown only where they do it.
func TestNoNoticeNamesAKeyInItsText(t *testing.T) {
	t.Parallel()
	files, consts := sources(t)
	said := 0
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !says(call) {
				return true
			}
			for _, text := range texts(call, consts) {
				said++
				if namesAKey.MatchString(text) {
					t.Errorf("a notice names a key: %q", text)
				}
			}
			return true
		})
	}
	if said < 40 {
		t.Errorf("%d sentences were found", said)
	}
	for _, text := range []string{"c copies the address.", "Not yet. Enter takes it.", "Press \"x\" now"} {
		if !namesAKey.MatchString(text) {
			t.Errorf("%q passes for a sentence without a key", text)
		}
	}
}

// sources are the package's own files, and its constant texts by name.
func sources(t *testing.T) ([]*ast.File, map[string]string) {
	t.Helper()
	names, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	consts := map[string]string{}
	for _, e := range names {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && len(v.Names) == 1 && len(v.Values) == 1 {
				if lit, ok := v.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
					consts[v.Names[0].Name], _ = strconv.Unquote(lit.Value)
				}
			}
			return true
		})
	}
	return files, consts
}

// says tells the calls that show a notice.
func says(call *ast.CallExpr) bool {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name == "notice" || f.Name == "noticeWhile" || f.Name == "aside"
	case *ast.SelectorExpr:
		return f.Sel.Name == "say"
	}
	return false
}

// texts are the pieces of text in a call's sentence.
func texts(call *ast.CallExpr, consts map[string]string) []string {
	arg := call.Args[0]
	if f, ok := call.Fun.(*ast.Ident); ok && f.Name != "notice" {
		arg = call.Args[1]
	}
	var out []string
	ast.Inspect(arg, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.BasicLit:
			if x.Kind == token.STRING {
				text, _ := strconv.Unquote(x.Value)
				out = append(out, text)
			}
		case *ast.Ident:
			if text, ok := consts[x.Name]; ok {
				out = append(out, text)
			}
		}
		return true
	})
	return out
}

// TestANoticeThatIsOverIsNotShown: what it tells of may have ended on the way.
func TestANoticeThatIsOverIsNotShown(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	for _, so := range []bool{false, true} {
		d.run(noticeWhile(func() bool { return so }, "It is still looked for."))
		d.Idle()
		if shown := d.m.note != ""; shown != so {
			t.Errorf("it is so: %v, and shown: %v", so, shown)
		}
	}
}
