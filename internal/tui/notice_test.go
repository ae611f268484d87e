package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ssowizard/internal/must"
	"ssowizard/internal/tui/screen"
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
			sentence := sentenceOf(n)
			if sentence == nil {
				return true
			}
			for _, text := range texts(sentence, consts) {
				said++
				if namesAKey.MatchString(text) {
					t.Errorf("a notice names a key: %q", text)
				}
			}
			return true
		})
	}
	if said < 60 {
		t.Errorf("%d sentences were found", said)
	}
	for _, text := range []string{"c copies the address.", "Not yet. Enter takes it.", "Press \"x\" now"} {
		if !namesAKey.MatchString(text) {
			t.Errorf("%q passes for a sentence without a key", text)
		}
	}
}

// sources are the files of the package and of the pages that it shows, and their constant
// texts by name.
func sources(t *testing.T) ([]*ast.File, map[string]string) {
	t.Helper()
	var names []string
	for _, of := range []string{"*.go", "screen/*.go", "walked/*.go", "../steps/*.go", "../steps/*/*.go"} {
		some, err := filepath.Glob(of)
		must.Do(t, err)
		names = append(names, some...)
	}
	var files []*ast.File
	consts := map[string]string{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		must.Do(t, err)
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

// sentenceOf is the sentence of what shows a notice: a call here, or the effect of a page;
// nil for everything else.
func sentenceOf(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.CompositeLit:
		name := n.Type
		if of, ok := name.(*ast.SelectorExpr); ok {
			name = of.Sel
		}
		if of, ok := name.(*ast.Ident); ok && of.Name == "Notice" && len(n.Elts) == 1 {
			return n.Elts[0]
		}
	case *ast.CallExpr:
		name := n.Fun
		if of, ok := name.(*ast.SelectorExpr); ok {
			name = of.Sel
		}
		if of, ok := name.(*ast.Ident); ok {
			switch of.Name {
			case "NoticeWhile", "aside":
				return n.Args[1]
			case "Notice", "say":
				return n.Args[0]
			}
		}
	}
	return nil
}

// texts are the pieces of text in a sentence.
func texts(sentence ast.Node, consts map[string]string) []string {
	var out []string
	ast.Inspect(sentence, func(n ast.Node) bool {
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
		d.run(screen.NoticeWhile(func() bool { return so }, "It is still looked for."))
		d.Idle()
		if shown := d.m.note != ""; shown != so {
			t.Errorf("it is so: %v, and shown: %v", so, shown)
		}
	}
}
