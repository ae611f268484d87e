package sim

import (
	"maps"
	"slices"
	"time"
)

// object is one Graph entity as JSON: property names to decoded values (string, bool, float64, nil, []any,
// object).
type object = map[string]any

// version is one state of an entity in time; a nil body means that it was deleted then.
type version struct {
	at   time.Time
	body object
}

// record is one entity with its past, because readers of a directory do not all see the present: a read by
// key sees a new entity only after its replication delay, and the index behind advanced queries lags longer.
type record struct {
	versions []version
	// since is when the entity was created (or restored), the moment from which replication counts.
	since time.Time
}

// newRecord starts the history of an entity.
func newRecord(body object, at time.Time) *record {
	return &record{versions: []version{{at, body}}, since: at}
}

// now is the entity as it truly is; nil when it is deleted.
func (r *record) now() object { return r.versions[len(r.versions)-1].body }

// asOf is the entity as somebody sees it who knows nothing younger than at.
func (r *record) asOf(at time.Time) object {
	for _, v := range slices.Backward(r.versions) {
		if !v.at.After(at) {
			return v.body
		}
	}
	return nil
}

// put adds a version. The body must be a fresh copy that nobody else changes.
func (r *record) put(body object, at time.Time) {
	r.versions = append(r.versions, version{at, body})
}

// id is the object id of the entity, also after its deletion.
func (r *record) id() string {
	for _, v := range slices.Backward(r.versions) {
		if v.body != nil {
			return text(v.body, "id")
		}
	}
	return ""
}

// clone copies a JSON value deeply.
func clone(v any) any {
	switch t := v.(type) {
	case map[string]any:
		if t == nil {
			return nil
		}
		return cloneObject(t)
	case []any:
		out := make([]any, len(t))
		for i, e := range t {
			out[i] = clone(e)
		}
		return out
	default:
		return v
	}
}

// cloneObject copies an entity deeply.
func cloneObject(o object) object {
	out := maps.Clone(o)
	for k, v := range out {
		out[k] = clone(v)
	}
	return out
}

// text reads a string property; anything else is "".
func text(o object, name string) string {
	s, _ := o[name].(string)
	return s
}

// flag reads a boolean property; anything else is false.
func flag(o object, name string) bool {
	b, _ := o[name].(bool)
	return b
}

// sub reads a complex property; anything else is an empty object.
func sub(o object, name string) object {
	s, _ := o[name].(map[string]any)
	return s
}

// list reads a collection of complex values.
func list(o object, name string) []object {
	items, _ := o[name].([]any)
	out := make([]object, 0, len(items))
	for _, e := range items {
		if m, ok := e.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// texts reads a collection of strings.
func texts(o object, name string) []string {
	items, _ := o[name].([]any)
	out := make([]string, 0, len(items))
	for _, e := range items {
		if s, ok := e.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// union adds what a list does not hold yet, in order.
func union(list, more []string) []string {
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// anys turns strings into a JSON collection.
func anys(in []string) []any {
	out := make([]any, len(in))
	for i, s := range in {
		out[i] = s
	}
	return out
}
