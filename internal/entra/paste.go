package entra

import (
	"errors"
	"net/url"
	"strings"
	"unicode"

	"ssowizard/internal/wire"
)

// What can be wrong with a pasted address. Each message is fit to be shown under
// the field; the sign-in goes on.
var (
	ErrPasteNotAddress = errors.New("that is not the address of the answer. " +
		"When the browser says it cannot open localhost, " +
		"copy everything in its address bar and paste it here; it begins with http://localhost")
	ErrPasteSignInPage = errors.New("that is the address of the sign-in page. " +
		"Finish signing in there first; " +
		"the address to paste is the one the browser ends on, which begins with http://localhost")
	ErrPasteWrongState = errors.New("that address belongs to another sign-in. " +
		"Open the address shown now, and paste the one the browser ends on after that")
	ErrPasteNoCode = errors.New("that address carries no answer. Copy all of it, to the very end; " +
		"addresses are often cut when they are copied")
	ErrPasteTooLate = errors.New("this sign-in has its answer already")
)

// maxPaste bounds a pasted text, in bytes. Answers run to about two thousand.
const maxPaste = 64 << 10

// Paste takes the address on which a browser elsewhere ended, for people whose
// browser cannot reach this computer's loopback port. After nil, Wait goes on, be
// it with a session or with Microsoft's refusal. Spaces, line breaks and quotes
// from copying are dropped. Errors: the ErrPaste values.
func (b *Browser) Paste(text string) error {
	if len(text) > maxPaste {
		return ErrPasteNotAddress
	}
	q, err := pastedAnswer(text)
	if err != nil {
		return err
	}
	v, a := b.judge(q)
	switch v {
	case noAnswer:
		return ErrPasteNoCode
	case tooLate:
		return ErrPasteTooLate
	case accepted, acceptedRefusal:
		b.deliver(a)
		return nil
	case wrongState:
	}
	// An address cut short loses its end, and the state stands there.
	if strings.HasPrefix(b.state, q.Get("state")) {
		return ErrPasteNoCode
	}
	return ErrPasteWrongState
}

// pastedAnswer reads the query of the pasted address.
func pastedAnswer(text string) (url.Values, error) {
	// An address has no white space, so every piece of it came from wrapping.
	s := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
	s = strings.Trim(s, "\"'<>`“”‘’")
	s = strings.ReplaceAll(s, "&amp;", "&")
	if !strings.Contains(s, "://") {
		s = "http://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return nil, ErrPasteNotAddress
	}
	if !wire.Loopback(strings.ToLower(u.Hostname())) {
		if strings.HasSuffix(u.Path, "/authorize") || strings.Contains(u.Hostname(), "microsoftonline.") {
			return nil, ErrPasteSignInPage
		}
		return nil, ErrPasteNotAddress
	}
	// In practice the sign-in page itself is on loopback.
	if strings.HasSuffix(u.Path, "/authorize") {
		return nil, ErrPasteSignInPage
	}
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return nil, ErrPasteNoCode
	}
	return q, nil
}
