package sim

import (
	"slices"
	"strings"
)

// predicate tells whether an entity passes a filter.
type predicate func(v any) bool

// filterParser turns a $filter expression into a predicate, checking names and types against the schema and support
// against the table of filterable properties (Graph docs, "Advanced query capabilities on directory objects").
type filterParser struct {
	tokens   []filterToken
	pos      int
	raw      string
	typeName string
	advanced bool
	// scope names the variable of an any() expression and what it stands for; empty outside.
	scope     string
	scopeType edm
	depth     int
}

// parseFilter reads a filter over entities of one type.
func parseFilter(typeName, raw string, advanced bool) (predicate, *refusal) {
	tokens, r := lexFilter(raw)
	if r != nil {
		return nil, r
	}
	p := &filterParser{tokens: tokens, raw: raw, typeName: typeName, advanced: advanced}
	pred, r := p.or()
	if r != nil {
		return nil, r
	}
	if p.peek().kind != filterEnd {
		return nil, p.syntax()
	}
	return pred, nil
}

func (p *filterParser) peek() filterToken { return p.tokens[p.pos] }

func (p *filterParser) take() filterToken {
	t := p.tokens[p.pos]
	if t.kind != filterEnd {
		p.pos++
	}
	return t
}

// accept takes the next token when it is this word or mark.
func (p *filterParser) accept(text string) bool {
	t := p.peek()
	if (t.kind == filterName || t.kind == filterMark) && t.text == text {
		p.pos++
		return true
	}
	return false
}

func (p *filterParser) syntax() *refusal {
	return badQuery("Syntax error at position %d in '%s'.", p.peek().at, cut(p.raw, 120))
}

func (p *filterParser) or() (predicate, *refusal) {
	left, r := p.and()
	for r == nil && p.accept("or") {
		var right predicate
		l := left
		right, r = p.and()
		left = func(v any) bool { return l(v) || right(v) }
	}
	return left, r
}

func (p *filterParser) and() (predicate, *refusal) {
	left, r := p.not()
	for r == nil && p.accept("and") {
		var right predicate
		l := left
		right, r = p.not()
		left = func(v any) bool { return l(v) && right(v) }
	}
	return left, r
}

func (p *filterParser) not() (predicate, *refusal) {
	if p.depth++; p.depth > 100 {
		return nil, badQuery("The filter is nested too deeply.")
	}
	defer func() { p.depth-- }()
	if p.accept("not") {
		if r := p.needAdvanced("not"); r != nil {
			return nil, r
		}
		inner, r := p.not()
		return func(v any) bool { return !inner(v) }, r
	}
	if p.accept("(") {
		inner, r := p.or()
		if r == nil && !p.accept(")") {
			r = p.syntax()
		}
		return inner, r
	}
	return p.term()
}

// needAdvanced refuses an operator that directory objects support only in advanced queries.
func (p *filterParser) needAdvanced(what string) *refusal {
	if p.advanced || !directoryType(p.typeName) {
		return nil
	}
	return unsupported("Operator '%s' is not supported because the 'ConsistencyLevel:eventual' header and $count=true are required.", what)
}

var filterFunctions = []string{"startswith", "startsWith", "endswith", "endsWith", "contains"}

// term reads a function call, an any() expression or a comparison.
func (p *filterParser) term() (predicate, *refusal) {
	t := p.take()
	if t.kind != filterName {
		p.pos = max(0, p.pos-1)
		return nil, p.syntax()
	}
	if slices.Contains(filterFunctions, t.text) && p.accept("(") {
		return p.call(strings.ToLower(t.text))
	}
	path, r := p.path(t.text)
	if r != nil {
		return nil, r
	}
	if path.lambda {
		return p.any(path)
	}
	if r := p.filterable(path); r != nil {
		return nil, r
	}
	return p.comparison(path)
}

// call reads startswith(path,'text') and its kin.
func (p *filterParser) call(name string) (predicate, *refusal) {
	t := p.take()
	path, r := p.path(t.text)
	if r != nil {
		return nil, r
	}
	if r := p.filterable(path); r != nil {
		return nil, r
	}
	if path.typ.name != "String" || path.typ.collection {
		return nil, badQuery("No function signature for the function with name '%s' matches the specified arguments.", name)
	}
	if !p.accept(",") || p.peek().kind != filterString {
		return nil, p.syntax()
	}
	want := strings.ToLower(p.take().text)
	if !p.accept(")") {
		return nil, p.syntax()
	}
	test := strings.HasPrefix
	switch name {
	case "endswith":
		if r := p.needAdvanced(name); r != nil {
			return nil, r
		}
		test = strings.HasSuffix
	case "contains":
		return nil, unsupported("The function 'contains' is not supported for property '%s' of resource '%s'.", path.text, p.typeName)
	}
	return func(v any) bool {
		s, ok := path.read(v).(string)
		return ok && test(strings.ToLower(s), want)
	}, nil
}

// any reads the inside of path/any(x:…); the opening bracket has been taken.
func (p *filterParser) any(path filterPath) (predicate, *refusal) {
	if p.scope != "" {
		return nil, unsupported("Nested any() expressions are not supported.")
	}
	if r := p.filterable(path); r != nil {
		return nil, r
	}
	name := p.take()
	if name.kind != filterName || !p.accept(":") {
		return nil, p.syntax()
	}
	elem := path.typ
	elem.collection = false
	p.scope, p.scopeType = name.text, elem
	inner, r := p.or()
	p.scope = ""
	if r != nil {
		return nil, r
	}
	if !p.accept(")") {
		return nil, p.syntax()
	}
	return func(v any) bool {
		items, _ := path.read(v).([]any)
		return slices.ContainsFunc(items, inner)
	}, nil
}
