package sim

import (
	"slices"
	"strconv"
	"strings"
)

// filterPath is a property path of a filter, resolved against the schema.
type filterPath struct {
	steps  []string
	text   string // as it stands in the filterable table
	typ    edm
	lambda bool // followed by any(
	scoped bool // inside any(): the path starts at the element
}

// read follows the path in a value.
func (f filterPath) read(v any) any {
	for _, s := range f.steps {
		o, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = o[s]
	}
	return v
}

// path reads name/name/… and says where it leads.
func (p *filterParser) path(first string) (filterPath, *refusal) {
	f := filterPath{}
	typeName := p.typeName
	if p.scope != "" && first == p.scope {
		f.scoped, f.typ = true, p.scopeType
		typeName, _ = p.scopeType.complexName()
	} else if r := p.step(&f, &typeName, first); r != nil {
		return f, r
	}
	for p.accept("/") {
		next := p.take()
		if next.kind != filterName {
			return f, p.syntax()
		}
		if next.text == "any" && f.typ.collection {
			f.lambda = p.accept("(")
			if !f.lambda {
				return f, p.syntax()
			}
			break
		}
		if r := p.step(&f, &typeName, next.text); r != nil {
			return f, r
		}
	}
	f.text = strings.Join(f.steps, "/")
	return f, nil
}

func (p *filterParser) step(f *filterPath, typeName *string, name string) *refusal {
	t, ok := graphSchema().property(*typeName, name)
	if !ok || f.typ.collection {
		return badQuery("Could not find a property named '%s' on type 'microsoft.graph.%s'.", name, *typeName)
	}
	f.steps, f.typ = append(f.steps, name), t
	*typeName, _ = t.complexName()
	return nil
}

// filterable refuses a property that cannot be filtered on, or only in an advanced query.
func (p *filterParser) filterable(f filterPath) *refusal {
	if f.scoped {
		return nil
	}
	support, ok := filterSupport[p.typeName][f.text]
	if ok && (support == always || p.advanced) {
		return nil
	}
	last := f.text[strings.LastIndex(f.text, "/")+1:]
	return unsupported("Unsupported or invalid query filter clause specified for property '%s' of resource '%s'.", last, resourceName(p.typeName))
}

// comparison reads an operator and its literal.
func (p *filterParser) comparison(f filterPath) (predicate, *refusal) {
	if f.typ.collection {
		return nil, p.syntax()
	}
	op := p.take()
	if op.text == "in" {
		return p.in(f)
	}
	if !slices.Contains([]string{"eq", "ne", "gt", "ge", "lt", "le"}, op.text) {
		p.pos = max(0, p.pos-1)
		return nil, p.syntax()
	}
	if op.text == "ne" {
		if r := p.needAdvanced("ne"); r != nil {
			return nil, r
		}
	}
	want, r := p.literal(f)
	if r != nil {
		return nil, r
	}
	return func(v any) bool { return compare(f.typ, f.read(v), op.text, want) }, nil
}

// in reads ('a','b').
func (p *filterParser) in(f filterPath) (predicate, *refusal) {
	if !p.accept("(") {
		return nil, p.syntax()
	}
	var wants []any
	for {
		w, r := p.literal(f)
		if r != nil {
			return nil, r
		}
		wants = append(wants, w)
		if p.accept(")") {
			break
		}
		if !p.accept(",") {
			return nil, p.syntax()
		}
	}
	return func(v any) bool {
		return slices.ContainsFunc(wants, func(w any) bool { return compare(f.typ, f.read(v), "eq", w) })
	}, nil
}

// literal reads a value of the path's type: text in quotes, GUIDs, times and numbers without.
func (p *filterParser) literal(f filterPath) (any, *refusal) {
	t := p.take()
	if t.kind == filterName && t.text == "null" {
		return nil, nil
	}
	_, complexType := f.typ.complexName()
	var v any
	ok := false
	switch {
	case f.typ.name == "String" || complexType:
		v, ok = t.text, t.kind == filterString
	case t.kind != filterName:
	case f.typ.name == "Boolean":
		v, ok = t.text == "true", t.text == "true" || t.text == "false"
	case f.typ.name == "Guid":
		v, ok = t.text, isGUID(t.text)
	case f.typ.name == "DateTimeOffset":
		_, err := parseTime(t.text)
		v, ok = t.text, err == nil
	default:
		n, err := strconv.ParseFloat(t.text, 64)
		v, ok = n, err == nil
	}
	if !ok {
		return nil, badQuery("A binary operator with incompatible types was detected. The property '%s' is of type '%s', '%s' is not.",
			f.text, f.typ.wireName(), cut(t.text, 60))
	}
	return v, nil
}

// compare applies an operator; text is compared without regard to case, as the directory does.
func compare(t edm, have any, op string, want any) bool {
	if have == nil || want == nil {
		equal := have == nil && want == nil
		return op == "eq" && equal || op == "ne" && !equal
	}
	var c int
	switch h := have.(type) {
	case bool:
		c = 1
		if h == want {
			c = 0
		}
	case float64:
		w, _ := want.(float64)
		c = cmpFloat(h, w)
	case string:
		w, _ := want.(string)
		c = strings.Compare(strings.ToLower(h), strings.ToLower(w))
		if t.name == "DateTimeOffset" {
			a, errA := parseTime(h)
			b, errB := parseTime(w)
			if errA == nil && errB == nil {
				c = a.Compare(b)
			}
		}
	default:
		return false
	}
	switch op {
	case "eq":
		return c == 0
	case "ne":
		return c != 0
	case "gt":
		return c > 0
	case "ge":
		return c >= 0
	case "lt":
		return c < 0
	default:
		return c <= 0
	}
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	default:
		return 0
	}
}
