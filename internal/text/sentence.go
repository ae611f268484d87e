package text

import "strings"

// Sentence makes one clean sentence of a text: a capital first, a stop last.
func Sentence(s string) string { return Capital(Ended(s)) }

// Ended is a clean text with a stop last, for one that begins with a tenant's name.
func Ended(s string) string {
	s = strings.TrimSpace(CleanBlock(s))
	if s == "" {
		return ""
	}
	if !strings.ContainsAny(s[len(s)-1:], ".?!:") {
		s += "."
	}
	return s
}
