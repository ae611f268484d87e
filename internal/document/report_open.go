package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"ssowizard/internal/charset"
	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

// openLimit bounds what is read of a report; a thousand calls fill some 400 KiB.
const openLimit = 1 << 20

// RefusedError says why something is not opened, and what to do. Both are
// sentences.
type RefusedError struct{ Why, Do string }

func (e *RefusedError) Error() string { return e.Why + " " + e.Do }

const sendAnother = "Ask for a file that was made with: ssowizard report --out report.json"

// OpenReport reads a report that somebody sent. left names the fields that this
// version does not know; they are not in the document. Everything else that is
// wrong is a *RefusedError, or the reader's own error.
func OpenReport(r io.Reader) (d Report, left []string, err error) {
	raw, err := io.ReadAll(io.LimitReader(r, openLimit+1))
	switch {
	case err != nil:
		return d, nil, err
	case len(raw) > openLimit:
		return d, nil, &RefusedError{
			fmt.Sprintf("It is longer than %d MiB, and no report is.", openLimit>>20), sendAnother}
	}
	raw = []byte(charset.Decode(raw))
	if len(bytes.TrimSpace(raw)) == 0 {
		return d, nil, &RefusedError{"It is empty.", sendAnother}
	}
	if err := checkSchema(raw); err != nil {
		return d, nil, err
	}
	if err := json.Unmarshal(raw, &d); err != nil {
		return Report{}, nil, &RefusedError{"It is damaged: " + damage(err), sendAnother}
	}
	var all map[string]any
	if err := json.Unmarshal(raw, &all); err != nil {
		return Report{}, nil, &RefusedError{"It is damaged: " + damage(err), sendAnother}
	}
	left = strangers(reflect.TypeFor[Report](), all, "")
	clean(&d)
	return d, left, nil
}

// checkSchema tells a report from everything else that could be sent.
func checkSchema(raw []byte) error {
	var head struct {
		Schema any `json:"schema"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		if bytes.TrimSpace(raw)[0] != '{' {
			return &RefusedError{"It is not the form that can be opened.",
				"A report that begins with words can be read as it is. " + sendAnother}
		}
		return &RefusedError{"It is damaged: " + damage(err), sendAnother}
	}
	name, _ := head.Schema.(string)
	kind, number, _ := strings.Cut(strings.TrimPrefix(name, "ssowizard/"), "/")
	switch {
	case name == ReportSchema:
		return nil
	case strings.HasPrefix(name, "ssowizard/report/"):
		return &RefusedError{fmt.Sprintf("It was made by another version of ssowizard: form %s, "+
			"and this one reads form 1.",
			text.Clean(number)), "Use the version that made it, or a newer one."}
	case strings.HasPrefix(name, "ssowizard/"):
		return &RefusedError{
			fmt.Sprintf("It is the document of ssowizard %s, not a report.", text.Clean(kind)), sendAnother}
	}
	return &RefusedError{"It is not a report of ssowizard.", sendAnother}
}

// damage says what is wrong with JSON in words.
func damage(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("its form breaks off or goes wrong after %d characters.", syntax.Offset)
	case errors.As(err, &kind):
		return fmt.Sprintf("%q holds something else than it should.", text.Clean(kind.Field))
	}
	return "a value in it is no time or no number."
}

// strangersNamed bounds how many unknown fields are named.
const strangersNamed = 20

// strangers lists the fields of a JSON value that a type does not have, by their
// paths, each once.
func strangers(t reflect.Type, v any, path string) []string {
	var out []string
	add := func(more ...string) {
		for _, m := range more {
			if len(out) < strangersNamed && !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch x := v.(type) {
	case []any:
		if t.Kind() == reflect.Slice {
			for _, one := range x {
				add(strangers(t.Elem(), one, path+"[]")...)
			}
		}
	case map[string]any:
		if t.Kind() != reflect.Struct {
			return out
		}
		for name, one := range x {
			at := strings.TrimPrefix(path+"."+text.Clean(name), ".")
			if field, ok := fieldOf(t, name); ok {
				add(strangers(field, one, at)...)
			} else {
				add(wire.WithoutSecrets(at))
			}
		}
	}
	return out
}

// fieldOf finds a field by its name in JSON, as encoding/json does: capitals do
// not matter.
func fieldOf(t reflect.Type, name string) (reflect.Type, bool) {
	for _, f := range reflect.VisibleFields(t) {
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if tag != "" && strings.EqualFold(tag, name) {
			return f.Type, true
		}
	}
	return nil, false
}
