package text

import (
	"reflect"
	"testing"
	"time"
)

func TestTidyCleansEveryStringButTheOnesThatAreCompared(t *testing.T) {
	type part struct{ Name string }
	type whole struct {
		Name  string
		Notes string   `text:"block"`
		URIs  []string `text:"raw"`
		Tags  []string
		Part  *part
		Words map[string]part
		Other any
		At    time.Time
		ID    string `text:"required"`
		inner string
	}
	const bad = "a\x1b[2J\nb\u202e"
	v := whole{Name: bad, Notes: bad, URIs: []string{bad}, Tags: []string{bad}, Part: &part{bad}, Words: map[string]part{"k": {bad}}, Other: bad, ID: bad, inner: bad}
	if missing := Tidy(&v); missing != "" {
		t.Errorf("missing %q", missing)
	}
	const good = "a[2J b"
	want := whole{Name: good, Notes: "a[2J\nb", URIs: []string{bad}, Tags: []string{good}, Part: &part{good}, Words: map[string]part{"k": {good}}, Other: bad, ID: good, inner: bad}
	if !reflect.DeepEqual(v, want) {
		t.Errorf("got %+v\nwant %+v", v, want)
	}
	if missing := Tidy(&whole{ID: "\u200b\x1b"}); missing != "ID" {
		t.Errorf("what cannot be seen passed for an id: %q", missing)
	}
}
