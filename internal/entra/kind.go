package entra

import "errors"

// Kind sorts refusals by what the person can do about them.
type Kind int

// The kinds of refusal.
const (
	KindOther         Kind = iota // nothing known beyond the code
	KindPolicy                    // company policy or security defaults block this way of signing in; try the browser
	KindDevice                    // policy wants a managed computer, which a code cannot show; try the browser there
	KindMFA                       // a second factor is missing or must be set up
	KindConsent                   // nobody agreed to the rights yet, or the person may not
	KindAccount                   // the account is not of this company, or cannot sign in
	KindSecretNotYet              // new secret, app or service principal not known everywhere yet; wrong if it stays
	KindSecretExpired             // the client secret's time is over
	KindInterrupt                 // Microsoft only wanted to ask back; not an error
	KindTransient                 // throttling or a fault on the server; passes
)

// kindOfCode follows Microsoft's list of authentication error codes; 530003,
// 530033 and 530036 are known from public issue reports.
var kindOfCode = map[int]Kind{
	53003: KindPolicy, 530032: KindPolicy, 530035: KindPolicy, 530036: KindPolicy,
	53000: KindDevice, 53001: KindDevice, 53002: KindDevice, 530003: KindDevice, 530033: KindDevice, 50005: KindDevice, 50097: KindDevice,
	50072: KindMFA, 50074: KindMFA, 50076: KindMFA, 50079: KindMFA, 53004: KindMFA, 500121: KindMFA,
	65001: KindConsent, 65004: KindConsent, 90094: KindConsent, 90095: KindConsent,
	16000: KindAccount, 50020: KindAccount, 50034: KindAccount, 50053: KindAccount, 50055: KindAccount, 50056: KindAccount,
	50057: KindAccount, 50059: KindAccount, 50105: KindAccount, 50126: KindAccount, 50144: KindAccount, 51004: KindAccount,
	90019: KindAccount, 90072: KindAccount, 500212: KindAccount, 500213: KindAccount,
	7000215: KindSecretNotYet, 7000229: KindSecretNotYet, 700016: KindSecretNotYet,
	7000222: KindSecretExpired,
	50199:   KindInterrupt,
	90024:   KindTransient, 90033: KindTransient, 90055: KindTransient,
}

// String names the kind in one lower-case word.
func (k Kind) String() string {
	names := [...]string{"other", "policy", "device", "mfa", "consent", "account", "secret-not-yet", "secret-expired", "interrupt", "transient"}
	if k < 0 || int(k) >= len(names) {
		return "other"
	}
	return names[k]
}

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
	k := kindOfCode[e.Code()]
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
