package undo

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/setup"
)

// TestOnlyKindsTellReceiptsApart: no function of the program compares what a receipt is about with a literal or with one
// of the objects. What is done differently for one than for another is a field of its kind.
func TestOnlyKindsTellReceiptsApart(t *testing.T) {
	objects, read := map[string]bool{}, 0
	files := token.NewFileSet()
	var all []*ast.File
	for _, top := range []string{"..", "../../cmd"} {
		err := filepath.WalkDir(top, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(files, path, nil, 0)
			all = append(all, f)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range all {
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == 1 {
				lit, isLit := v.Values[0].(*ast.BasicLit)
				if isLit && kinds[strings.Trim(lit.Value, `"`)].done != nil {
					objects[v.Names[0].Name] = true
				}
			}
			return true
		})
	}
	about := func(e ast.Expr) bool {
		s, ok := e.(*ast.SelectorExpr)
		return ok && s.Sel.Name == "Object"
	}
	fixed := func(e ast.Expr) bool {
		switch x := e.(type) {
		case *ast.BasicLit:
			return x.Kind == token.STRING && x.Value != `""`
		case *ast.Ident:
			return objects[x.Name]
		case *ast.SelectorExpr:
			return objects[x.Sel.Name]
		}
		return false
	}
	for _, f := range all {
		ast.Inspect(f, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.BinaryExpr:
				read++
				if (x.Op == token.EQL || x.Op == token.NEQ) && (about(x.X) && fixed(x.Y) || about(x.Y) && fixed(x.X)) {
					t.Errorf("%s compares what a receipt is about", files.Position(x.Pos()))
				}
			case *ast.SwitchStmt:
				if x.Tag != nil && about(x.Tag) {
					t.Errorf("%s switches on what a receipt is about", files.Position(x.Pos()))
				}
			}
			return true
		})
	}
	if len(objects) != len(kinds) || read < 1000 {
		t.Errorf("%d objects are named for %d kinds, %d comparisons were read", len(objects), len(kinds), read)
	}
}

// TestEveryObjectThatIsWrittenHasAKind: what the journal notes before a write, it recognizes and judges after it.
func TestEveryObjectThatIsWrittenHasAKind(t *testing.T) {
	written := []string{setup.ObjectSecret} // a secret's name goes before its receipt
	for _, o := range everyOperation() {
		if b, ok := o.(Begins); ok {
			rec := b.Begun()
			written = append(written, rec.Object)
			if kindOf(rec).done == nil || kindOf(rec).may == nil {
				t.Errorf("%T writes %q, of which no kind knows", o, rec.Object)
			}
		}
	}
	for object := range kinds {
		if !slices.Contains(written, object) {
			t.Errorf("nothing writes %q", object)
		}
	}
}

// TestAKindThatMayBeTakenBackSaysHow: one part of the way back is never there without the others.
func TestAKindThatMayBeTakenBackSaysHow(t *testing.T) {
	all := map[string]kind{"a change to " + setup.ObjectApplication: kindChange}
	maps.Copy(all, kinds)
	for object, k := range all {
		if k.done == nil || k.may == nil || k.label == "" {
			t.Errorf("%s is not known, not judged or not named", object)
		}
		back := []any{k.changes, k.request, k.send, k.there}
		missing := slices.ContainsFunc(back, func(f any) bool { return reflect.ValueOf(f).IsNil() })
		if missing && object != setup.ObjectDeleted {
			t.Errorf("%s has half a way back", object)
		}
		if k.changed != nil && object != setup.ObjectApplication {
			t.Errorf("%s", object)
		}
	}
}
