package wire

import (
	"slices"
	"strings"

	"ssowizard/internal/text"
)

// The program prints, logs and reports what a service fills in for its support. Some
// services quote their input, which may include a secret, so anything that does not
// have the form of its field is dropped.
var supportCode = text.Pattern(`^[A-Za-z0-9_.-]{1,80}$`)

// SupportID returns a request, trace or correlation id if it has the form of one
// (Microsoft's are GUIDs), and "" otherwise.
func SupportID(s string) string {
	if s = text.Clean(s); text.IsGUID(s) {
		return s
	}
	return ""
}

// SupportCode returns a service's error code, such as invalid_grant or
// Authorization_RequestDenied, and "" otherwise. A long word with many digits is
// rejected: part of a secret or of a token looks like that.
func SupportCode(s string) string {
	s = text.Clean(s)
	if !supportCode().MatchString(s) || secretShaped(s) || len(s) >= shortestSecret && digits(s) > 3 {
		return ""
	}
	return s
}

func digits(s string) int {
	return len(s) - len(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, s))
}

// WithheldSecret stands where a text had the shape of a client secret.
const WithheldSecret = "[withheld: it has the shape of a client secret]"

// shortestSecret is the fewest characters that are taken for a client secret.
const shortestSecret = 16

// WithoutSecrets replaces each word that has the shape of a client secret or a
// token, wherever it stands in a text.
func WithoutSecrets(s string) string {
	if len(s) < shortestSecret {
		return s
	}
	words := strings.FieldsFunc(s, func(r rune) bool {
		return strings.ContainsRune(" \n\"'`<>()[]{},;:=&?/|…“”„«»", r)
	})
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	for _, w := range words {
		if secretShaped(w) || secretShaped(strings.TrimRight(w, ".!")) {
			s = strings.ReplaceAll(s, w, WithheldSecret)
		}
	}
	return s
}

// secretShaped knows the client secrets that Entra makes, letters, digits and
// "~._-" with a tilde; without one it takes all three of capital, small and digit
// beside a full stop, because a domain name has full stops as well. It also knows
// tokens: a signed one has three parts of base64 and begins with the letters that
// an open brace becomes.
func secretShaped(w string) bool {
	if len(w) < shortestSecret {
		return false
	}
	var upper, lower, digit, stop, tilde bool
	for _, r := range w {
		switch {
		case r >= 'A' && r <= 'Z':
			upper = true
		case r >= 'a' && r <= 'z':
			lower = true
		case r >= '0' && r <= '9':
			digit = true
		case r == '~':
			tilde = true
		case r == '.':
			stop = true
		case r != '_' && r != '-':
			return false
		}
	}
	return tilde || stop && upper && lower && digit || strings.HasPrefix(w, "eyJ") && len(w) > 40
}
