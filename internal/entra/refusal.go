package entra

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

// ErrDeclined says that the person pressed Cancel or No. Offer to start again.
var ErrDeclined = errors.New("the sign-in was declined in the browser")

// ErrNoConsent says that the person came back from Microsoft's page without
// agreeing, and Microsoft said no more: they pressed Cancel, or the page was
// "Need admin approval", which has no other way back. Ask which it was.
var ErrNoConsent = errors.New("the browser came back without consent")

// ErrCodeExpired says that the device code's time is over, by the server's word
// or by this computer's clock. Offer a fresh code.
var ErrCodeExpired = errors.New("the sign-in code has expired. Ask for a fresh code")

// SignInError is a refusal by the token service. Branch on errors.Is with
// ErrDeclined, ErrNoConsent and ErrCodeExpired first, then on Kind; the numeric codes explain
// and may change (Microsoft's list of authentication error codes says so).
type SignInError struct {
	Op            string    // what was being done, in words
	OAuth         string    // the "error" of the answer, as invalid_grant
	Codes         []int     // AADSTS numbers, most telling first
	Description   string    // Microsoft's words, cut before the ids, fit for a terminal
	Suberror      string    // as basic_action, often empty
	Claims        string    // a claims challenge for the next Request, JSON, often empty
	TraceID       string    // for Microsoft's support
	CorrelationID string    // for Microsoft's support
	Time          time.Time // the server's, zero when it did not say
	HTTPStatus    int       // 0 when the refusal came through the browser
	Client        string    // name of the application that signs people in, where one was refused
}

var (
	aadsts      = text.Pattern(`AADSTS([0-9]{3,9})(?:[^0-9]|$)`)
	traceID     = text.Pattern(`Trace ID:\s*([0-9a-fA-F-]{36})`)
	correlation = text.Pattern(`Correlation ID:\s*([0-9a-fA-F-]{36})`)
	timestamp   = text.Pattern(`Timestamp:\s*([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}Z)`)
)

// refusal reads an error body of the token service.
func refusal(op string, status int, o wire.Object) *SignInError {
	e := &SignInError{Op: op, OAuth: wire.SupportCode(o["error"].Raw()), HTTPStatus: status,
		Suberror: wire.SupportCode(o["suberror"].Raw()), TraceID: wire.SupportID(o["trace_id"].Raw()),
		CorrelationID: wire.SupportID(o["correlation_id"].Raw()), Time: serverTime(o["timestamp"].Raw())}
	if claims := o["claims"].Raw(); usableClaims(claims) {
		e.Claims = claims
	}
	for _, v := range o["error_codes"].List() {
		if n, ok := v.Number(); ok && n > 0 && n < 1e9 && len(e.Codes) < 10 {
			e.Codes = append(e.Codes, int(n))
		}
	}
	e.describe(o["error_description"].Raw())
	return e
}

// refusalInBrowser reads the same from the address the browser was sent to.
func refusalInBrowser(q url.Values) *SignInError {
	e := &SignInError{Op: opBrowser, OAuth: wire.SupportCode(q.Get("error")),
		Suberror: wire.SupportCode(q.Get("error_subcode"))}
	if claims := q.Get("claims"); usableClaims(claims) {
		e.Claims = claims
	}
	e.describe(q.Get("error_description"))
	return e
}

// describe cuts the description before its ids and takes from it whatever the
// fields of the answer did not say. Its line breaks are sometimes spaces.
func (e *SignInError) describe(said string) {
	if len(said) > 16<<10 {
		said = said[:16<<10]
	}
	find := func(re *regexp.Regexp) string {
		if m := re.FindStringSubmatch(said); m != nil {
			return m[1]
		}
		return ""
	}
	if e.TraceID == "" {
		e.TraceID = wire.SupportID(find(traceID()))
	}
	if e.CorrelationID == "" {
		e.CorrelationID = wire.SupportID(find(correlation()))
	}
	if e.Time.IsZero() {
		e.Time = serverTime(find(timestamp()))
	}
	if len(e.Codes) == 0 {
		if n, err := strconv.Atoi(find(aadsts())); err == nil {
			e.Codes = []int{n}
		}
	}
	words, _, _ := strings.Cut(said, "Trace ID:")
	e.Description = wire.WithoutSecrets(text.Clean(words))
}

func serverTime(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04:05Z", s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Code returns the most telling AADSTS number, 0 when there is none.
func (e *SignInError) Code() int {
	for _, c := range e.Codes {
		if catalogue()[c].Kind != KindOther {
			return c
		}
	}
	if len(e.Codes) > 0 {
		return e.Codes[0]
	}
	return 0
}

// Is makes errors.Is find ErrDeclined, ErrNoConsent and ErrCodeExpired.
// Declining has two names: Microsoft's and RFC 8628's; the second also reports
// policy, which is no person's choice. Who presses Cancel on the consent page
// brings AADSTS65004 along; who goes back from "Need admin approval" brings the
// subcode "cancel" and neither a number nor words.
func (e *SignInError) Is(target error) bool {
	bare := e.OAuth == "access_denied" && e.Code() == 0
	switch target {
	case ErrDeclined:
		return e.OAuth == "authorization_declined" || e.OAuth == "access_denied" && e.Code() == 65004 ||
			bare && e.Suberror != "cancel"
	case ErrNoConsent:
		return bare && e.Suberror == "cancel"
	case ErrCodeExpired:
		return e.OAuth == "expired_token" || e.OAuth == "code_expired"
	}
	return false
}

// Error says what happened, what it means here and what to do, and ends in what
// support needs.
func (e *SignInError) Error() string {
	var b strings.Builder
	b.WriteString(e.Op + " was refused")
	if c := e.Code(); c != 0 {
		fmt.Fprintf(&b, " (AADSTS%d)", c)
	} else if e.OAuth != "" {
		fmt.Fprintf(&b, " (%s)", e.OAuth)
	}
	meaning, remedy := e.Advice()
	for _, s := range []string{meaning, remedy} {
		if s != "" {
			b.WriteString(". " + strings.TrimSuffix(s, "."))
		}
	}
	if e.TraceID != "" {
		b.WriteString(". For support: trace " + e.TraceID)
		if !e.Time.IsZero() {
			b.WriteString(", " + e.Time.UTC().Format(time.RFC3339))
		}
	}
	return b.String()
}

// Entry looks the refusal's code up. What refuses a person's sign-in is about the
// program that signs people in, and has its own cause and remedy.
func (e *SignInError) Entry() (Entry, bool) {
	x, ok := Explain(e.Code())
	if ok && e.Op != opSecret {
		name := cmp.Or(e.Client, "the sign-in client")
		x, _ = x.OfClient(name)
	}
	return x, ok
}

// Advice returns what the refusal means here and what to do, in whole sentences.
// The remedy is never empty.
func (e *SignInError) Advice() (meaning, remedy string) {
	meaning = e.Description
	entry, known := e.Entry()
	if known {
		meaning = entry.Meaning
	}
	switch {
	case errors.Is(e, ErrCodeExpired):
		return "The sign-in code has expired.", "Ask for a fresh code."
	case errors.Is(e, ErrDeclined):
		return "The sign-in was declined in the browser.", "Start it again and press \"Accept\" if you " +
			"meant to sign in."
	case errors.Is(e, ErrNoConsent):
		return "Either \"Cancel\" was pressed, or Microsoft's page said \"Need admin approval\".",
			"If it was \"Cancel\", start again. If an administrator has to approve, " +
				"activate your administrator's role first, or have one of them sign in."
	case e.Kind().TryBrowser():
		// The catalog knows the code but not which way in was refused.
		return meaning, e.policyRemedy()
	case known && entry.Remedy != "":
		return meaning, entry.Remedy
	case e.Kind().remedy() != "":
		return meaning, e.Kind().remedy()
	case e.Code() != 0:
		return meaning, fmt.Sprintf("Look the code up at https://login.microsoftonline.com/error?code=%d.",
			e.Code())
	}
	return meaning, "Try again; if it stays, give the lines above to support."
}

// policyRemedy is the way out where policy refused: the browser, unless it was
// the browser that was refused.
func (e *SignInError) policyRemedy() string {
	switch {
	case e.viaCode() && e.Kind() == KindDevice:
		return "Sign in by browser instead, on a computer that your company manages."
	case e.viaCode():
		return "Sign in by browser instead. If that is refused too, " +
			"the company's Conditional Access policy needs an exclusion for your account."
	case e.Kind() == KindDevice && e.Op == opBrowser:
		return "Sign in on a computer that your company manages."
	}
	return "The company's policy decides this. Ask whoever manages Conditional Access there for an exclusion."
}

// OfPerson reports whether it was a person's sign-in that was refused, and not the
// client secret.
func (e *SignInError) OfPerson() bool { return e.viaCode() || e.Op == opBrowser }

// viaCode reports whether the refusal met a device code or what came of one, where
// the browser is the other way in.
func (e *SignInError) viaCode() bool { return e.Op == opCode || e.Op == opPoll || e.Op == opRenew }
