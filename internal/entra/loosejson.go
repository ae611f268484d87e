package entra

import (
	"encoding/json"
	"strconv"
	"strings"

	"ssowizard/internal/text"
)

// maxList bounds a list of names taken from a token or an answer.
const maxList = 1000

// object is a JSON object whose values are decoded one by one, so that a field
// of an unexpected type costs that field and not the whole answer.
type object map[string]json.RawMessage

// readObject decodes a JSON object and refuses everything else, null included:
// x/oauth2 dereferences a nil pointer when a device answer is the word null.
func readObject(b []byte) (object, bool) {
	var o object
	if json.Unmarshal(b, &o) != nil || o == nil {
		return nil, false
	}
	return o, true
}

// raw returns a string field as it was sent, for what is not meant to be shown.
func (o object) raw(key string) string {
	var s string
	if json.Unmarshal(o[key], &s) != nil {
		return ""
	}
	return s
}

// text returns a string field fit for a terminal, or "".
func (o object) text(key string) string { return text.Clean(o.raw(key)) }

// number returns a whole number, also when it was sent as a string.
func (o object) number(key string) (int64, bool) {
	return wholeNumber(o[key])
}

// texts returns a list of names: a JSON list of strings, or one string with
// spaces between the names.
func (o object) texts(key string) []string {
	var list []json.RawMessage
	if json.Unmarshal(o[key], &list) != nil {
		return cleanAll(strings.Fields(o.raw(key)))
	}
	var names []string
	for _, v := range list {
		var s string
		if json.Unmarshal(v, &s) == nil {
			names = append(names, s)
		}
	}
	return cleanAll(names)
}

func cleanAll(names []string) []string {
	var out []string
	for _, n := range names {
		if n = text.Clean(n); n != "" && len(out) < maxList {
			out = append(out, n)
		}
	}
	return out
}

func wholeNumber(v json.RawMessage) (int64, bool) {
	var s string
	if json.Unmarshal(v, &s) == nil && s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		return n, err == nil
	}
	var n int64
	if len(v) == 0 || string(v) == "null" || json.Unmarshal(v, &n) != nil {
		return 0, false
	}
	return n, true
}
