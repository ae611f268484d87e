package engine_test

import (
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/sim"
)

// deleted counts what of one kind is in the recycle bin.
func deleted(st sim.State, kind string) int {
	n := 0
	for _, o := range st.Deleted {
		if o["@odata.type"] == "#microsoft.graph."+kind {
			n++
		}
	}
	return n
}

// allURIs lists the redirect URIs of a registration, whatever their platform.
func allURIs(app map[string]any) []string {
	var out []string
	for _, platform := range []string{"spa", "web", "publicClient"} {
		if p, ok := app[platform].(map[string]any); ok {
			out = append(out, flat(p["redirectUris"])...)
		}
	}
	return out
}

// flat writes what is below a value as one line each, with the path to it but
// not its place in a list: lists may grow and be put in another order.
func flat(v any) []string {
	var out []string
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch t := v.(type) {
		case map[string]any:
			for k, e := range t {
				walk(path+"."+k, e)
			}
		case []map[string]any:
			for _, e := range t {
				walk(path, e)
			}
		case []any:
			for _, e := range t {
				walk(path, e)
			}
		case string:
			for _, word := range strings.Fields(t) {
				out = append(out, strings.TrimPrefix(path+"="+word, "="))
			}
		case nil:
		default:
			out = append(out, fmt.Sprintf("%s=%v", path, t))
		}
	}
	walk("", v)
	return out
}

// without lists what is in a and not in b.
func without(a, b []string) []string {
	var out []string
	for _, x := range a {
		if !slices.Contains(b, x) {
			out = append(out, x)
		}
	}
	return out
}
