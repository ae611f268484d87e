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

// secretShaped knows client secrets of a length at which they are some, and tokens: a
// signed one begins with the letters that an open brace becomes in base64.
func secretShaped(w string) bool {
	if len(w) < shortestSecret {
		return false
	}
	return text.SecretShaped(w) || strings.HasPrefix(w, "eyJ") && len(w) > 40 && text.SecretSigns(w)
}
