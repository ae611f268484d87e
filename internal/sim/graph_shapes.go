package sim

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// predicate reports whether an entity passes a query.
type predicate func(o object) bool

// queryShape is one $filter or $search that the tenant answers: clauses about the properties of one type,
// joined by one word. The tenant answers what the program asks and nothing else; a client that asks in
// another way has to be held against the documentation first, and gets its row here then.
type queryShape struct {
	typeName string
	clauses  []clause
	join     string // between two clauses
	advanced bool   // wants the header ConsistencyLevel: eventual, and $count=true
}

// clause is one comparison of a property with a literal.
type clause struct {
	property string // the path to it, as "spa/redirectUris"
	operator operator
}

// operator is a way to compare: how it is written about PROPERTY with a literal, and when it holds.
type operator struct {
	form  string
	holds func(have any, want string) bool
}

// The operators. The directory compares text without regard to case (Graph docs, filter-query-parameter and
// search-query-parameter).
var (
	equals = operator{`PROPERTY eq 'TEXT'`,
		func(have any, want string) bool { return sameText(have, want) }}
	begins    = operator{`startswith(PROPERTY,'TEXT')`, hasBeginning}
	hasOne    = operator{`PROPERTY/any(p:p eq 'TEXT')`, hasElement}
	notBefore = operator{`PROPERTY ge TIME`, isNotBefore}
	findsWord = operator{`"PROPERTY:WORDS"`, hasWords}
	findsHead = operator{`"PROPERTY:WORDS"`, hasBeginning}
)

// filterShapes are the filters. Which of them are advanced: Graph docs, aad-advanced-queries.
var filterShapes = []queryShape{
	{typeName: "application", clauses: each(equals, "displayName")},
	{typeName: "application", clauses: each(begins, "displayName")},
	{typeName: "application", clauses: each(hasOne, "spa/redirectUris"), advanced: true},
	{typeName: "application", clauses: each(hasOne, "web/redirectUris"), advanced: true},
	{typeName: "application", clauses: each(hasOne, "publicClient/redirectUris"), advanced: true},
	{typeName: "user", join: " or ", clauses: each(begins, "displayName", "userPrincipalName", "mail")},
	{typeName: "unifiedRoleAssignment", clauses: each(equals, "principalId")},
	{typeName: "signIn", join: " and ", clauses: []clause{{"appId", equals}, {"createdDateTime", notBefore}}},
}

// searchShapes are the searches. Names are searched by their words, addresses from their beginning (Graph
// docs, search-query-parameter).
var searchShapes = []queryShape{
	{typeName: "application", clauses: each(findsWord, "displayName")},
	{typeName: "user", join: " OR ", clauses: []clause{
		{"displayName", findsWord},
		{"userPrincipalName", findsHead},
		{"mail", findsHead},
	}},
}

// each compares several properties in one way.
func each(op operator, properties ...string) []clause {
	out := make([]clause, len(properties))
	for i, p := range properties {
		out[i] = clause{p, op}
	}
	return out
}

// form is the shape as it is written, with TEXT, TIME and WORDS where the literals stand.
func (s queryShape) form() string {
	forms := make([]string, len(s.clauses))
	for i, c := range s.clauses {
		forms[i] = strings.Replace(c.operator.form, "PROPERTY", c.property, 1)
	}
	return strings.Join(forms, s.join)
}

// literals are what may stand for the literals of a form, and how their quoting is undone.
var literals = strings.NewReplacer(
	"TEXT", `((?:[^']|'')*)`,
	"TIME", `([0-9TZ:.+-]+)`,
	"WORDS", `((?:[^"\\]|\\.)*)`,
)

// formPatterns are the expressions that read what has a shape's form.
var formPatterns = sync.OnceValue(func() map[string]*regexp.Regexp {
	out := map[string]*regexp.Regexp{}
	for _, s := range slices.Concat(filterShapes, searchShapes) {
		out[s.form()] = regexp.MustCompile("^" + literals.Replace(regexp.QuoteMeta(s.form())) + "$")
	}
	return out
})

// read takes the literals out of an expression; ok is false where it has another shape.
func (s queryShape) read(raw string) (given []string, ok bool) {
	m := formPatterns()[s.form()].FindStringSubmatch(raw)
	if m == nil {
		return nil, false
	}
	for i, c := range s.clauses {
		text := m[i+1]
		switch {
		case strings.Contains(c.operator.form, "TEXT"):
			text = strings.ReplaceAll(text, "''", "'")
		case strings.Contains(c.operator.form, "WORDS"):
			text = backslashed().ReplaceAllString(text, "$1")
		case notATime(text):
			return nil, false
		}
		given = append(given, text)
	}
	return given, true
}

var backslashed = pattern(`\\(.)`)

// pattern is an expression that is compiled when something is first held against it: a
// program that simulates nothing does not wait for that.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// with is the predicate of the shape for the literals that were given.
func (s queryShape) with(given []string) predicate {
	return func(o object) bool {
		hold := 0
		for i, c := range s.clauses {
			if c.operator.holds(valueAt(o, c.property), given[i]) {
				hold++
			}
		}
		if s.join == " and " {
			return hold == len(s.clauses)
		}
		return hold > 0
	}
}

// valueAt follows a path of properties.
func valueAt(o object, path string) any {
	names := strings.Split(path, "/")
	for _, name := range names[:len(names)-1] {
		o = sub(o, name)
	}
	return o[names[len(names)-1]]
}

func sameText(have any, want string) bool {
	s, ok := have.(string)
	return ok && strings.EqualFold(s, want)
}

func hasBeginning(have any, want string) bool {
	s, ok := have.(string)
	return ok && want != "" && strings.HasPrefix(strings.ToLower(s), strings.ToLower(want))
}

func hasElement(have any, want string) bool {
	all, _ := have.([]any)
	return slices.ContainsFunc(all, func(e any) bool { return sameText(e, want) })
}

func notATime(s string) bool {
	_, err := parseTime(s)
	return err != nil
}

func isNotBefore(have any, want string) bool {
	s, _ := have.(string)
	at, err := parseTime(s)
	from, _ := parseTime(want) // was looked at when it was read
	return err == nil && !at.Before(from)
}

// hasWords reports whether every wanted word is the beginning of one of the text's.
func hasWords(have any, want string) bool {
	s, _ := have.(string)
	words, wanted := wordsOf(s), wordsOf(want)
	for _, w := range wanted {
		if !slices.ContainsFunc(words, func(h string) bool { return strings.HasPrefix(h, w) }) {
			return false
		}
	}
	return len(wanted) > 0
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s),
		func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
