package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// target is one fuzz function.
type target struct{ pkg, name string }

func (t target) String() string { return strings.TrimPrefix(t.pkg, "ssowizard/") + " " + t.name }

// find lists the fuzz functions of the module that match, in the order of their
// packages. The files are parsed, not built, so that finding is quick.
func find(ctx context.Context, wanted *regexp.Regexp) ([]target, error) {
	cmd := exec.CommandContext(ctx, "go", "list",
		"-json=ImportPath,Dir,TestGoFiles,XTestGoFiles", "ssowizard/...")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("the packages could not be listed: %w", err)
	}
	var all []target
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath, Dir           string
			TestGoFiles, XTestGoFiles []string
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		for _, f := range append(p.TestGoFiles, p.XTestGoFiles...) {
			names, err := fuzzers(filepath.Join(p.Dir, f))
			if err != nil {
				return nil, err
			}
			for _, n := range names {
				if t := (target{p.ImportPath, n}); wanted.MatchString(t.String()) {
					all = append(all, t)
				}
			}
		}
	}
}

// fuzzers names the functions of a file that "go test -fuzz" would take.
func fuzzers(file string) ([]string, error) {
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, d := range tree.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Recv != nil || !strings.HasPrefix(fn.Name.Name, "Fuzz") ||
			len(fn.Type.Params.List) != 1 {
			continue
		}
		star, ok := fn.Type.Params.List[0].Type.(*ast.StarExpr)
		if !ok {
			continue
		}
		if kind, ok := star.X.(*ast.SelectorExpr); ok && kind.Sel.Name == "F" {
			out = append(out, fn.Name.Name)
		}
	}
	return out, nil
}
