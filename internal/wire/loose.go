package wire

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"ssowizard/internal/text"
)

// maxNames bounds a list of names taken from a token or an answer.
const maxNames = 1000

// Loose is a JSON value of unknown kind, looked into without complaint: a field of an
// unexpected type costs that field and not the whole answer, and an error that cannot be
// decoded must not hide the error.
type Loose json.RawMessage

// UnmarshalJSON keeps a copy.
func (l *Loose) UnmarshalJSON(b []byte) error {
	*l = append((*l)[:0], b...)
	return nil
}

// Object returns the members, and nil for what is no object, null included: x/oauth2
// dereferences a nil pointer when a device answer is the word null.
func (l Loose) Object() Object {
	var o Object
	if json.Unmarshal(l, &o) != nil {
		return nil
	}
	return o
}

// List returns the entries of an array, or the one object as its only entry.
func (l Loose) List() []Loose {
	var many []Loose
	if json.Unmarshal(l, &many) == nil {
		return many
	}
	if l.Object() != nil {
		return []Loose{l}
	}
	return nil
}

// Raw returns a string as it was sent, for what is not meant to be shown; "" for
// everything else.
func (l Loose) Raw() string {
	var s string
	if json.Unmarshal(l, &s) != nil {
		return ""
	}
	return s
}

// Text returns what a terminal may show: a string, a number or truth value as it is
// written, and of an object its "value" or "message".
func (l Loose) Text() string {
	var s string
	if json.Unmarshal(l, &s) == nil {
		return text.Clean(s)
	}
	b := bytes.TrimSpace(l)
	if len(b) == 0 {
		return ""
	}
	switch b[0] {
	case '{':
		m := l.Object().Folded()
		for _, k := range []string{"value", "message"} {
			if v, ok := m[k]; ok && json.Unmarshal(v, &s) == nil {
				return text.Clean(s)
			}
		}
		return ""
	case '[', 'n':
		return ""
	}
	return text.Clean(string(b))
}

// Number returns a whole number, also when it was sent as a string.
func (l Loose) Number() (int64, bool) {
	if s := l.Raw(); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		return n, err == nil
	}
	var n int64
	if len(l) == 0 || string(l) == "null" || json.Unmarshal(l, &n) != nil {
		return 0, false
	}
	return n, true
}

// Names returns a list of names fit for a terminal: a JSON list of strings, or one
// string with spaces between the names.
func (l Loose) Names() []string {
	list := l.List()
	if list == nil {
		return CleanNames(strings.Fields(l.Raw()))
	}
	var names []string
	for _, v := range list {
		names = append(names, v.Raw())
	}
	return CleanNames(names)
}

// CleanNames makes names fit for a terminal and leaves out empty ones.
func CleanNames(names []string) []string {
	var out []string
	for _, n := range names {
		if n = text.Clean(n); n != "" && len(out) < maxNames {
			out = append(out, n)
		}
	}
	return out
}

// Object is a JSON object whose values are decoded one by one.
type Object map[string]Loose

// Folded returns the members under their names in lower case.
func (o Object) Folded() Object {
	if o == nil {
		return nil
	}
	out := make(Object, len(o))
	for k, v := range o {
		out[strings.ToLower(k)] = v
	}
	return out
}
