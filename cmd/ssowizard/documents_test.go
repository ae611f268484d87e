package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/document"
	"ssowizard/internal/setup"
)

// documents are the JSON documents that the program writes, by their schemas.
var documents = map[string]reflect.Type{
	document.SetupSchema: reflect.TypeFor[document.Setup](), document.ValidateSchema: reflect.TypeFor[document.Validate](),
	document.RenewSchema: reflect.TypeFor[document.Renew](), document.UndoSchema: reflect.TypeFor[document.Undo](),
	document.ReportSchema: reflect.TypeFor[document.Report](), document.ExplainSchema: reflect.TypeFor[document.Explain](),
}

// written is the type whose fields a value is written with: a finding has a method for it.
func written(t reflect.Type) reflect.Type {
	if t == reflect.TypeFor[setup.Finding]() {
		return reflect.TypeFor[setup.InWords]()
	}
	return t
}

// fieldsOf lists the paths of all values in a document: "steps[].findings[].code".
func fieldsOf(t reflect.Type, path string) []string {
	t = written(t)
	switch t.Kind() {
	case reflect.Pointer:
		return fieldsOf(t.Elem(), path)
	case reflect.Slice:
		return fieldsOf(t.Elem(), path+"[]")
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() {
			break
		}
		var out []string
		for i := range t.NumField() {
			f := t.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			switch {
			case name == "-":
			case f.Anonymous && name == "":
				out = append(out, fieldsOf(f.Type, path)...)
			default:
				out = append(out, fieldsOf(f.Type, strings.TrimPrefix(path+"."+name, "."))...)
			}
		}
		return out
	}
	return []string{path}
}

// typeAt is the type of the value at a path.
func typeAt(t reflect.Type, path string) reflect.Type {
	for _, part := range strings.Split(path, ".") {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		t = written(t)
		var next reflect.Type
		for _, f := range reflect.VisibleFields(t) {
			if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name == strings.TrimSuffix(part, "[]") {
				next = f.Type
			}
		}
		if next == nil {
			return nil
		}
		t = next
	}
	return t
}

var (
	sectionLine = regexp.MustCompile("^## `(ssowizard/[a-z]+/[0-9]+)`")
	ticked      = regexp.MustCompile("`([^`]+)`")
	elsewhere   = regexp.MustCompile("as `([^`]+)` of `(ssowizard/[^`]+)`")
)

// documented reads docs/documents.md: for each schema the paths in the first
// column of its table. A path that ends in ".*" stands for all below it, as
// another document has them.
func documented(t *testing.T) map[string][]string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "docs", "documents.md"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	schema := ""
	for _, line := range strings.Split(string(raw), "\n") {
		if m := sectionLine.FindStringSubmatch(line); m != nil {
			schema = m[1]
			out[schema] = nil
			continue
		}
		cells := strings.SplitN(line, "|", 4)
		if schema == "" || len(cells) < 4 {
			continue
		}
		for _, m := range ticked.FindAllStringSubmatch(cells[1], -1) {
			path, all := strings.CutSuffix(m[1], ".*")
			if !all {
				out[schema] = append(out[schema], path)
				continue
			}
			here := typeAt(documents[schema], path)
			there := elsewhere.FindStringSubmatch(cells[2])
			if here == nil || there == nil || typeAt(documents[there[2]], there[1]) != here {
				t.Errorf("%s: %q is not what the table says it is: %s", schema, m[1], cells[2])
				continue
			}
			out[schema] = append(out[schema], fieldsOf(here, path)...)
		}
	}
	return out
}

func TestEveryFieldOfEveryDocumentIsDocumented(t *testing.T) {
	said := documented(t)
	for schema, doc := range documents {
		has := fieldsOf(doc, "")
		for _, f := range has {
			if n := count(said[schema], f); n != 1 {
				t.Errorf("%s: the field %q is documented %d times", schema, f, n)
			}
		}
		for _, f := range said[schema] {
			if !slices.Contains(has, f) {
				t.Errorf("%s: %q is documented and does not exist", schema, f)
			}
		}
	}
	for schema := range said {
		if documents[schema] == nil {
			t.Errorf("the documented %s does not exist", schema)
		}
	}
}

func count(list []string, s string) (n int) {
	for _, x := range list {
		if x == s {
			n++
		}
	}
	return n
}

// keysOf lists the paths of all values in a real document.
func keysOf(v any, path string, into map[string]bool) {
	switch x := v.(type) {
	case map[string]any:
		for k, one := range x {
			keysOf(one, strings.TrimPrefix(path+"."+k, "."), into)
		}
	case []any:
		for _, one := range x {
			keysOf(one, path+"[]", into)
		}
	default:
		into[path] = true
	}
}

// TestRealDocumentsHoldNothingElse runs each command and looks at what it wrote.
func TestRealDocumentsHoldNothingElse(t *testing.T) {
	said := documented(t)
	for schema, args := range map[string][]string{
		document.SetupSchema:    {"setup", "--practice", "--yes", "--no-input"},
		document.ValidateSchema: {"validate", "--practice=two-faults", "--no-input"},
		document.RenewSchema:    {"renew", "--practice=secret-ending", "--yes", "--no-input"},
		document.UndoSchema:     {"undo", "--practice", "--yes", "--no-input", "--last"},
		document.ReportSchema:   {"report", "--practice=two-faults", "--no-input", "--sign-in", "device"},
		document.ExplainSchema:  {"explain", "50011", "--practice=two-faults"}, // with a sign-in, which adds to it
	} {
		t.Run(strings.Fields(schema)[0], func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.run(append(args, "--json")...)
			var doc map[string]any
			if err := json.Unmarshal([]byte(b.out.String()), &doc); err != nil {
				t.Fatalf("%v is no document: %v\n%s", args, err, b.out)
			}
			if doc["schema"] != schema {
				t.Errorf("%v wrote %v, want %s", args, doc["schema"], schema)
			}
			keys := map[string]bool{}
			keysOf(doc, "", keys)
			for _, k := range slices.Sorted(maps.Keys(keys)) {
				if !slices.ContainsFunc(said[schema], func(f string) bool { return f == k || strings.HasPrefix(f, k+".") }) {
					t.Errorf("%s holds %q, which is not documented", schema, k)
				}
			}
			if len(keys) < len(said[schema])/3 {
				t.Errorf("%s holds %d of %d fields: %s", schema, len(keys), len(said[schema]), fmt.Sprint(slices.Sorted(maps.Keys(keys))))
			}
		})
	}
}
