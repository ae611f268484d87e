package mtp

import (
	"strings"
)

// Kind is what a pasted value looks like.
type Kind string

// What a value can be. A GUID alone does not tell which id it is.
const (
	KindEmpty  Kind = "empty"
	KindGUID   Kind = "guid"
	KindURI    Kind = "uri"
	KindSecret Kind = "client-secret" // by its shape; not proven to be one
	KindEmail  Kind = "email"
	KindDomain Kind = "domain"
	KindOther  Kind = "other"
)

// Recognize says what a pasted value looks like, after taking off white space,
// invisible characters and quotes around it. A client secret made by Entra has
// about 40 characters and a tilde; its id is a GUID.
func Recognize(text string) Kind {
	s := bare(text)
	switch {
	case s == "":
		return KindEmpty
	case isGUID(s):
		return KindGUID
	case schemeLen(s) > 0 && malformed(s) == "":
		return KindURI
	case isEmail(s):
		return KindEmail
	case isSecretShaped(s):
		return KindSecret
	case isDomain(s):
		return KindDomain
	}
	return KindOther
}

// GUID takes an id out of a pasted value for which Recognize says KindGUID: 36
// characters in lower case, without what surrounds it. It says false for
// anything else; a value that was recognised is never used as it was pasted.
func GUID(text string) (string, bool) {
	s := bare(text)
	if !isGUID(s) {
		return "", false
	}
	return strings.ToLower(strings.Trim(s, "{}")), true
}

// bare takes off what a copy brings along around a value.
func bare(s string) string {
	var b strings.Builder
	for _, r := range s {
		if !isInvisible(r) {
			b.WriteRune(r)
		}
	}
	return strings.TrimFunc(b.String(), func(r rune) bool {
		return isSpace(r) || strings.ContainsRune("\"'`<>“”‘’„«»", r)
	})
}

// isGUID accepts 8-4-4-4-12 hexadecimal digits, also in braces.
func isGUID(s string) bool {
	if strings.HasPrefix(s, "{") && strings.HasSuffix(s, "}") {
		s = s[1 : len(s)-1]
	}
	if len(s) != 36 {
		return false
	}
	for i, r := range s {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if r != '-' {
				return false
			}
		} else if hexDigit(r) < 0 {
			return false
		}
	}
	return true
}

func isEmail(s string) bool {
	user, host, ok := strings.Cut(s, "@")
	if !ok || user == "" || strings.ContainsAny(s, " \t\r\n:/") {
		return false
	}
	return isDomain(host)
}

func isDomain(s string) bool {
	if !strings.Contains(s, ".") || len(s) > 253 || strings.ContainsAny(s, "_*") || badLabels(s) != "" {
		return false
	}
	last := s[strings.LastIndexByte(s, '.')+1:]
	for _, r := range last {
		if !isLetter(r) {
			return strings.HasPrefix(asciiFold(last), "xn--")
		}
	}
	return len(last) >= 2
}

// isSecretShaped knows the client secrets that Entra makes: 16 to 64 letters,
// digits and "~._-". Without a tilde it takes all three of capital, small and
// digit beside a full stop, because a domain name has full stops as well.
func isSecretShaped(s string) bool {
	if len(s) < 16 || len(s) > 64 {
		return false
	}
	var upper, lower, digit, stop, tilde bool
	for _, r := range s {
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
	return tilde || stop && upper && lower && digit
}

// HoldsSecret tells a value that is a client secret's in all likelihood, wherever
// it was put: shaped like one, and with capital, small and digit beside a tilde
// within it. A file's name may end with a tilde.
func HoldsSecret(text string) bool {
	s := bare(text)
	within := strings.Contains(strings.TrimRight(s, "~"), "~")
	return within && Recognize(s) == KindSecret && strings.ContainsAny(s, "0123456789") && strings.ToLower(s) != s && strings.ToUpper(s) != s
}

// Misplaced tells a value that does not belong into a field of the portal, one
// of the Field constants. It judges shape alone; ok is false where the value
// could be right.
func Misplaced(field, value string) (p Problem, ok bool) {
	kind := Recognize(value)
	text, remedy := "", ""
	switch field {
	case FieldClientSecret:
		text, remedy = wrongSecret(kind)
	case FieldClientID, FieldTenantID:
		text, remedy = wrongID(kind, field)
	case FieldRedirectURIs:
		if kind == KindGUID || kind == KindSecret || kind == KindEmail {
			text, remedy = "This is "+kind.words()+", not a list of addresses.", "Copy the list from the tab \"Redirect URIs\"."
		}
	}
	if text == "" {
		return Problem{}, false
	}
	return Problem{Code: "misplaced-" + string(kind), Text: text, Remedy: remedy, Level: Fail, At: -1}, true
}

func wrongSecret(kind Kind) (string, string) {
	switch kind {
	case KindGUID:
		return "This is an id, not the value of a client secret. The portal wants the value.",
			"Copy the column \"Value\", not \"Secret ID\". Entra shows the value only once; if it is gone, make a new secret."
	case KindURI, KindEmail, KindDomain, KindEmpty:
		return "This is " + kind.words() + ", not the value of a client secret.",
			"Copy the column \"Value\" of the client secret."
	case KindSecret, KindOther:
		// Could be one: the shape of secrets is not promised.
	}
	return "", ""
}

func wrongID(kind Kind, field string) (string, string) {
	if kind == KindGUID || kind == KindDomain && field == FieldTenantID {
		return "", ""
	}
	remedy := "Copy \"Application (client) ID\" from the registration's \"Overview\"."
	if field == FieldTenantID {
		remedy = "Copy \"Directory (tenant) ID\" from the registration's \"Overview\"."
	}
	if kind == KindSecret {
		remedy += " The value you pasted is as good as a password: clear it here."
	}
	return "This is " + kind.words() + ". An id has 36 characters, with hyphens, as in 8-4-4-4-12.", remedy
}

func (k Kind) words() string {
	switch k {
	case KindEmpty:
		return "nothing"
	case KindGUID:
		return "an id"
	case KindURI:
		return "an address"
	case KindSecret:
		return "a client secret by its looks"
	case KindEmail:
		return "an e-mail address"
	case KindDomain:
		return "a domain name"
	case KindOther:
	}
	return "something else"
}
