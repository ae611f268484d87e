package main

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// ordered lists the values of a document in the order in which they are written, each
// with what its tag says beside the name.
func ordered(t reflect.Type, path string) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		if t.Kind() == reflect.Slice {
			path += "[]"
		}
		t = t.Elem()
	}
	t = written(t)
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[time.Time]() {
		return []string{path + " " + t.Kind().String()}
	}
	var out []string
	for i := range t.NumField() {
		f := t.Field(i)
		name, more, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-":
		case f.Anonymous && name == "":
			out = append(out, ordered(f.Type, path)...)
		default:
			below := ordered(f.Type, path+"."+name)
			if more != "" {
				below[0] += " " + more
			}
			out = append(out, below...)
		}
	}
	return out
}

// TestEveryDocumentKeepsTheOrderOfItsFields holds names, order and kinds to what readers
// and comparisons of documents rely on.
func TestEveryDocumentKeepsTheOrderOfItsFields(t *testing.T) {
	var b strings.Builder
	for _, schema := range slices.Sorted(maps.Keys(documents)) {
		b.WriteString(schema + "\n")
		for _, f := range ordered(documents[schema], "") {
			b.WriteString("  " + f + "\n")
		}
	}
	golden := filepath.Join("testdata", "documents.txt")
	want, err := os.ReadFile(golden)
	if err != nil || string(want) != b.String() {
		t.Errorf("%v: %s differs from what is written:\n%s", err, golden, b.String())
	}
}
