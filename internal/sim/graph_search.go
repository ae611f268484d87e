package sim

import (
	"slices"
	"strings"
	"unicode"
)

// parseSearch reads $search: clauses "property:text" in double quotes, joined by AND or OR, with brackets.
func parseSearch(typeName, raw string) (predicate, *refusal) {
	p := &searchParser{typeName: typeName, raw: raw, rest: strings.TrimSpace(raw)}
	pred, r := p.or()
	if r == nil && p.rest != "" {
		r = p.syntax()
	}
	return pred, r
}

type searchParser struct {
	typeName, raw, rest string
	depth               int
}

func (p *searchParser) syntax() *refusal {
	at := len([]rune(p.raw)) - len([]rune(p.rest))
	return badQuery("Syntax error at position %d in '%s'. Clauses are written as \"property:text\".", at, cut(p.raw, 120))
}

func (p *searchParser) accept(s string) bool {
	rest, ok := strings.CutPrefix(p.rest, s)
	if ok {
		p.rest = strings.TrimSpace(rest)
	}
	return ok
}

func (p *searchParser) or() (predicate, *refusal) {
	left, r := p.and()
	for r == nil && p.accept("OR") {
		var right predicate
		l := left
		right, r = p.and()
		left = func(v any) bool { return l(v) || right(v) }
	}
	return left, r
}

func (p *searchParser) and() (predicate, *refusal) {
	left, r := p.clause()
	for r == nil && p.accept("AND") {
		var right predicate
		l := left
		right, r = p.clause()
		left = func(v any) bool { return l(v) && right(v) }
	}
	return left, r
}

func (p *searchParser) clause() (predicate, *refusal) {
	if p.depth++; p.depth > 50 {
		return nil, p.syntax()
	}
	defer func() { p.depth-- }()
	if p.accept("(") {
		inner, r := p.or()
		if r == nil && !p.accept(")") {
			r = p.syntax()
		}
		return inner, r
	}
	if !strings.HasPrefix(p.rest, `"`) {
		return nil, p.syntax()
	}
	var b strings.Builder
	i := 1
	for i < len(p.rest) && p.rest[i] != '"' {
		if p.rest[i] == '\\' && i+1 < len(p.rest) {
			i++
		}
		b.WriteByte(p.rest[i])
		i++
	}
	if i >= len(p.rest) {
		return nil, p.syntax()
	}
	name, value, ok := strings.Cut(b.String(), ":")
	if !ok {
		return nil, p.syntax()
	}
	if !slices.Contains(searchable[p.typeName], name) {
		return nil, unsupported("Search on property '%s' of resource '%s' is not supported.", cut(name, 60), resourceName(p.typeName))
	}
	p.rest = strings.TrimSpace(p.rest[i+1:])
	return searchProperty(name, value), nil
}

// searchProperty matches words of a display name and the beginning of anything else, without regard to case.
func searchProperty(name, value string) predicate {
	value = strings.ToLower(strings.TrimSpace(value))
	wanted := searchWords(value)
	return func(v any) bool {
		o, _ := v.(map[string]any)
		have := strings.ToLower(text(o, name))
		if have == "" || value == "" {
			return false
		}
		if name != "displayName" && name != "description" {
			return strings.HasPrefix(have, value)
		}
		words := searchWords(have)
		for _, w := range wanted {
			if !slices.ContainsFunc(words, func(h string) bool { return strings.HasPrefix(h, w) }) {
				return false
			}
		}
		return len(wanted) > 0
	}
}

func searchWords(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
