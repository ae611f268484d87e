package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Capital begins a sentence with a capital letter, unless its first word is a name:
// an address, a file, a domain, or one that its owner writes with a small letter.
// Names that a tenant chose are not known by their looks; no sentence of which the
// first word is one goes through here.
func Capital(s string) string {
	word, _, _ := strings.Cut(s, " ")
	word = strings.TrimSuffix(strings.TrimRight(word, ".,:;?!"), "'s")
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 || slices.Contains([]string{"bvoip", "ssowizard", "macOS"}, word) || named(word) {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

func named(word string) bool {
	_, size := utf8.DecodeRuneInString(word)
	return strings.ContainsAny(word, "./\\@_:0123456789") ||
		strings.ContainsFunc(word[size:], unicode.IsUpper)
}
