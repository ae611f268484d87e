package internal_test

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

	"ssowizard/internal/must"
)

// readers are the functions that look into a text or compare it.
var readers = []string{"HasPrefix", "HasSuffix", "Contains", "Index", "LastIndex", "Cut", "CutPrefix", "CutSuffix",
	"TrimPrefix", "TrimSuffix", "Replace", "ReplaceAll", "NewReplacer", "EqualFold", "Count", "Split"}

// words are what a sentence has and an id, a code, a path and a header have not: a
// blank beside a word.
var words = regexp.MustCompile(`[A-Za-z]{2,}[.,:]? | [A-Za-z]{2,}`)

// foreign are rooms that read what others write: an answer of a service, a pasted text.
var foreign = []string{"sim", "mtp", "entra", "graph", "charset", "text", "wire", "vault", "calendar", "testkit", "campaign", "bench", "fuzzing"}

// proseRead are the places where a text is read all the same: what somebody typed or
// another program wrote, with the reason.
var proseRead = map[string]string{
	"read_ids.go: object id": "a label in a text that somebody pasted from Entra",
}

// TestNoLogicReadsAnEnglishSentence: what decides compares ids and codes. A sentence
// that is reworded, or told in another language, decides nothing.
func TestNoLogicReadsAnEnglishSentence(t *testing.T) {
	used := map[string]bool{}
	for _, r := range packages(t) {
		if slices.Contains(foreign, strings.SplitN(strings.TrimPrefix(r.ImportPath, "ssowizard/internal/"), "/", 2)[0]) {
			continue
		}
		for _, f := range r.GoFiles {
			path := filepath.Join(r.Dir, f)
			for _, said := range proseIn(t, path) {
				at := f + ": " + said
				if used[at] = true; proseRead[at] == "" {
					t.Errorf("%s: %s: a sentence is read; compare an id or a field", r.ImportPath, at)
				}
			}
		}
	}
	for at := range proseRead {
		if !used[at] {
			t.Errorf("%s is excused and not there", at)
		}
	}
}

// proseIn lists the English that a file compares with or looks for.
func proseIn(t *testing.T, path string) []string {
	t.Helper()
	src, err := os.ReadFile(path)
	must.Do(t, err)
	file, err := parser.ParseFile(token.NewFileSet(), path, src, 0)
	must.Do(t, err)
	var out []string
	read := func(list ...ast.Expr) {
		for _, e := range list {
			lit, ok := e.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				continue
			}
			if s, err := strconv.Unquote(lit.Value); err == nil && words.MatchString(s) {
				out = append(out, s)
			}
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.CallExpr:
			sel, ok := x.Fun.(*ast.SelectorExpr)
			if !ok || !slices.Contains(readers, sel.Sel.Name) {
				return true
			}
			if p, ok := sel.X.(*ast.Ident); ok && p.Name == "strings" {
				read(x.Args...)
			}
		case *ast.BinaryExpr:
			if x.Op == token.EQL || x.Op == token.NEQ {
				read(x.X, x.Y)
			}
		}
		return true
	})
	return out
}
