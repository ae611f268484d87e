package entra

import (
	"cmp"
	"errors"
)

// Kind sorts refusals by what the person can do about them. The catalog of codes names it.
type Kind string

// The kinds of refusal.
const (
	KindOther Kind = "" // nothing known beyond the code
	// Company policy or security defaults block this way of signing in; try the browser.
	KindPolicy Kind = "policy"
	// Policy wants a managed computer, which a code cannot show; try the browser there.
	KindDevice  Kind = "device"
	KindMFA     Kind = "mfa"     // a second factor is missing or must be set up
	KindConsent Kind = "consent" // nobody agreed to the rights yet, or the person may not
	KindAccount Kind = "account" // the account is not of this company, or cannot sign in
	// New secret, app or service principal not known everywhere yet; wrong if it stays.
	KindSecretNotYet  Kind = "secret-not-yet"
	KindSecretExpired Kind = "secret-expired" // the client secret's time is over
	KindInterrupt     Kind = "interrupt"      // Microsoft only wanted to ask back; not an error
	KindTransient     Kind = "transient"      // throttling or a fault on the server; passes
)

// String names the kind in one lower-case word.
func (k Kind) String() string { return cmp.Or(string(k), "other") }

// TryBrowser reports whether signing in by browser may pass where a code did not.
func (k Kind) TryBrowser() bool { return k == KindPolicy || k == KindDevice }

// remedy is the advice for a whole kind, "" where the code or the way in tells.
func (k Kind) remedy() string {
	switch k {
	case KindMFA:
		return "Sign in again and complete the second step that Microsoft asks for."
	case KindInterrupt:
		return "Sign in again and answer the question on Microsoft's page."
	case KindTransient:
		return "Wait a minute and try again."
	case KindOther, KindPolicy, KindDevice, KindConsent, KindAccount, KindSecretNotYet, KindSecretExpired:
	}
	return ""
}

// Kind sorts the refusal. A secret or an app that is not known yet is a matter of
// waiting only for the client secret; in a person's sign-in it is a wrong id.
func (e *SignInError) Kind() Kind {
	k := catalogue()[e.Code()].Kind
	if k == KindSecretNotYet && e.Op != opSecret {
		k = KindOther
	}
	switch {
	case k != KindOther:
		return k
	case serverFault(e.HTTPStatus), e.OAuth == "temporarily_unavailable", e.OAuth == "server_error":
		return KindTransient
	case e.OAuth == "consent_required", errors.Is(e, ErrNoConsent):
		return KindConsent
	case e.OAuth == "interaction_required":
		return KindMFA
	}
	return KindOther
}
