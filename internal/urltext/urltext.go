// Package urltext tells the characters and the parts of an address apart as a person wrote it:
// nothing is decoded, lowered or mended, because Entra compares redirect URIs byte for byte.
//
// Refused here: judging whether an address is a right one for the MTP portal, and anything about lists.
package urltext

// SchemeLen measures "http://" or "https://" at the start of s, in any case.
func SchemeLen(s string) int {
	for _, scheme := range []string{"https://", "http://"} {
		if HasPrefixFold(s, scheme) {
			return len(scheme)
		}
	}
	return 0
}

// LastScheme gives where the last address in s begins; -1 if there is none.
func LastScheme(s string) int {
	for i := len(s) - 1; i >= 0; i-- {
		if (s[i] == 'h' || s[i] == 'H') && SchemeLen(s[i:]) > 0 {
			return i
		}
	}
	return -1
}

// HasPrefixFold and HasSuffixFold compare in any case of A–Z; what is looked for is small.
func HasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && ASCIIFold(s[:len(prefix)]) == prefix
}

// HasSuffixFold is HasPrefixFold at the end.
func HasSuffixFold(s, suffix string) bool {
	return len(s) >= len(suffix) && ASCIIFold(s[len(s)-len(suffix):]) == suffix
}

// ASCIIFold lowers A–Z only: the case of other letters is no matter of URIs,
// and their lower forms can have another length.
func ASCIIFold(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
