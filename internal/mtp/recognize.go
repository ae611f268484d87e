package mtp

import (
	"strings"

	"ssowizard/internal/text"
	"ssowizard/internal/urltext"
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

// Recognize classifies a pasted value after removing white space, invisible
// characters and quotes around it. A client secret made by Entra has about 40
// characters and a tilde; its id is a GUID.
func Recognize(value string) Kind {
	s := bare(value)
	switch {
	case s == "":
		return KindEmpty
	case isGUID(s):
		return KindGUID
	case urltext.SchemeLen(s) > 0 && urltext.Malformed(s) == "":
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

// GUID extracts the id from a pasted value that Recognize classifies as KindGUID: 36
// lower-case characters, without anything around them. It returns false for anything
// else. Callers use the extracted id, never the pasted text.
func GUID(value string) (string, bool) {
	s := bare(value)
	if !isGUID(s) {
		return "", false
	}
	return strings.ToLower(strings.Trim(s, "{}")), true
}

// bare removes what copying adds around a value.
func bare(s string) string {
	var b strings.Builder
	for _, r := range s {
		if !urltext.IsInvisible(r) {
			b.WriteRune(r)
		}
	}
	return strings.TrimFunc(b.String(), func(r rune) bool {
		return urltext.IsSpace(r) || strings.ContainsRune("\"'`<>“”‘’„«»", r)
	})
}

// isGUID accepts an id also in braces.
func isGUID(s string) bool {
	if strings.HasPrefix(s, "{") && strings.HasSuffix(s, "}") {
		s = s[1 : len(s)-1]
	}
	return text.IsGUID(s)
}

func isEmail(s string) bool {
	user, host, ok := strings.Cut(s, "@")
	if !ok || user == "" || strings.ContainsAny(s, " \t\r\n:/") {
		return false
	}
	return isDomain(host)
}

func isDomain(s string) bool {
	if !strings.Contains(s, ".") || len(s) > 253 || strings.ContainsAny(s, "_*") ||
		urltext.BadLabels(s) != "" {
		return false
	}
	last := s[strings.LastIndexByte(s, '.')+1:]
	for _, r := range last {
		if !urltext.IsLetter(r) {
			return strings.HasPrefix(urltext.ASCIIFold(last), "xn--")
		}
	}
	return len(last) >= 2
}

// isSecretShaped recognizes the client secrets that Entra makes: 16 to 64 characters
// in the shape of one.
func isSecretShaped(s string) bool {
	return len(s) >= 16 && len(s) <= 64 && text.SecretShaped(s)
}

// HoldsSecret reports whether a value is most likely a client secret, wherever it
// was entered: it has the shape of one, with an upper-case letter, a lower-case
// letter, a digit and a tilde inside it. A file name may end with a tilde.
func HoldsSecret(value string) bool {
	s := bare(value)
	within := strings.Contains(strings.TrimRight(s, "~"), "~")
	return within && Recognize(s) == KindSecret && strings.ContainsAny(s, "0123456789") &&
		strings.ToLower(s) != s && strings.ToUpper(s) != s
}

// Misplaced reports a value that does not belong in a field of the portal, one of
// the Field constants. It checks the shape only; ok is false if the value could be
// right.
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
			text, remedy = "This is "+kind.words()+", not a list of addresses.",
				"Copy the list from the tab \"Redirect URIs\"."
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
			"Copy the column \"Value\", not \"Secret ID\". Entra shows the value only once; " +
				"if it is gone, make a new secret."
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
