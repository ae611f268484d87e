package engine

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"ssowizard/internal/must"
)

// makesSnapshots are the only functions that put a part into a snapshot: the look, what marks what a server that is
// behind has shown, what this run knows beside Graph, and what the tenant would be with one change.
var makesSnapshots = map[string]string{
	"unsettle": "the look", "mark": "the look", "settle": "the look",
	"current": "what a run knows", "blank": "what a run knows",
	"withApp": "what would be", "withScopes": "what would be", "withPrincipal": "what would be", "withRules": "what would be",
	"allowed": "what would be", "withPlace": "what would be", "orDeleted": "what would be",
}

// TestNoSnapshotIsPatched: a write makes the last snapshot old and a look makes a new one. No other function sets a part
// of one that it was given, keeps or makes.
func TestNoSnapshotIsPatched(t *testing.T) {
	files, err := filepath.Glob("../*/*.go")
	must.Do(t, err)
	looked := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, name, nil, 0)
		must.Do(t, err)
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && (makesSnapshots[strings.ToLower(fn.Name.Name[:1])+fn.Name.Name[1:]] != "" || fn.Recv != nil && typeName(fn.Recv.List[0].Type) == "Observation") {
				continue
			}
			held := snapshotsIn(d)
			ast.Inspect(d, func(n ast.Node) bool {
				switch x := n.(type) {
				case *ast.AssignStmt:
					for _, left := range x.Lhs {
						if sel, ok := left.(*ast.SelectorExpr); ok {
							looked++
							if held[rootOf(sel)] || strings.Contains(exprText(sel), ".seen.read") {
								t.Errorf("%s sets a part of a snapshot", set.Position(x.Pos()))
							}
						}
					}
				case *ast.CompositeLit:
					if typeName(x.Type) == "Snapshot" && len(x.Elts) > 0 {
						t.Errorf("%s makes a snapshot", set.Position(x.Pos()))
					}
				}
				return true
			})
		}
	}
	if looked < 200 {
		t.Errorf("only %d assignments were read", looked)
	}
}

// snapshotsIn are the names under which a function holds snapshots: its parameters, and what it takes from the engine.
func snapshotsIn(d ast.Decl) map[string]bool {
	out := map[string]bool{}
	fields := func(l *ast.FieldList) {
		if l == nil {
			return
		}
		for _, f := range l.List {
			for _, n := range f.Names {
				if typeName(f.Type) == "Snapshot" {
					out[n.Name] = true
				}
			}
		}
	}
	ast.Inspect(d, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.FuncDecl:
			fields(x.Recv)
			fields(x.Type.Params)
		case *ast.FuncLit:
			fields(x.Type.Params)
		case *ast.ValueSpec:
			if typeName(x.Type) == "Snapshot" {
				out[x.Names[0].Name] = true
			}
		case *ast.AssignStmt:
			if call, ok := x.Rhs[0].(*ast.CallExpr); ok && givesSnapshot[exprText(call.Fun)] {
				out[exprText(x.Lhs[0])] = true
			}
		}
		return true
	})
	return out
}

// givesSnapshot are the calls whose first result is one.
var givesSnapshot = map[string]bool{"r.Both": true, "r.judged": true, "r.Snapshot": true, "r.look": true, "r.Observe": true,
	"r.current": true, "r.blank": true, "r.settle": true}

func typeName(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.StarExpr:
		return typeName(x.X)
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	}
	return ""
}

func rootOf(e ast.Expr) string {
	for {
		switch x := e.(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

func exprText(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.SelectorExpr:
		return exprText(x.X) + "." + x.Sel.Name
	case *ast.Ident:
		return x.Name
	}
	return ""
}
