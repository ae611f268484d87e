package sim

import (
	"strings"
	"unicode"
)

// token is one word of a $filter expression.
type filterToken struct {
	kind filterKind
	text string
	at   int
}

type filterKind int

const (
	filterEnd    filterKind = iota
	filterName              // displayName, eq, and, any, datetime or GUID literals …
	filterString            // 'text', unquoted here
	filterMark              // ( ) , : /
)

// lexFilter cuts an expression into words. Positions are counted in characters, as Graph's messages do.
func lexFilter(s string) ([]filterToken, *refusal) {
	var out []filterToken
	r := []rune(s)
	for i := 0; i < len(r); {
		switch c := r[i]; {
		case unicode.IsSpace(c):
			i++
		case strings.ContainsRune("(),/", c) || c == ':' && !insideTime(r, i):
			out = append(out, filterToken{filterMark, string(c), i})
			i++
		case c == '\'':
			text, next, ok := quoted(r, i)
			if !ok {
				return nil, badQuery("There is an unterminated string literal at position %d in '%s'.", i, cut(s, 120))
			}
			out = append(out, filterToken{filterString, text, i})
			i = next
		case wordRune(c):
			start := i
			for i < len(r) && (wordRune(r[i]) || r[i] == ':' && insideTime(r, i)) {
				i++
			}
			out = append(out, filterToken{filterName, string(r[start:i]), start})
		default:
			return nil, badQuery("Syntax error: character '%c' is not valid at position %d in '%s'.", c, i, cut(s, 120))
		}
	}
	return append(out, filterToken{filterEnd, "", len(r)}), nil
}

func wordRune(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune("_-.$+@", c)
}

// insideTime tells whether a colon belongs to a time of day: digits on both sides.
func insideTime(r []rune, i int) bool {
	return i > 0 && i+1 < len(r) && unicode.IsDigit(r[i-1]) && unicode.IsDigit(r[i+1])
}

// quoted reads a literal that starts at i; a doubled quote stands for one.
func quoted(r []rune, i int) (text string, next int, ok bool) {
	var b strings.Builder
	for i++; i < len(r); i++ {
		if r[i] != '\'' {
			b.WriteRune(r[i])
			continue
		}
		if i+1 < len(r) && r[i+1] == '\'' {
			b.WriteRune('\'')
			i++
			continue
		}
		return b.String(), i + 1, true
	}
	return "", i, false
}
