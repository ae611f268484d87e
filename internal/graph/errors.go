package graph

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Codes that this client gives itself, where the service gave none.
const (
	// CodeBadAnswer: the service answered, but not in the shape that its
	// documentation promises. Nothing of the answer was used.
	CodeBadAnswer = "ssowizard.BadAnswer"
	// CodeNoAnswer: no whole answer came; Cause says why.
	CodeNoAnswer = "ssowizard.NoAnswer"
	// CodeBadRequest: the request was not sent, because a value in it, such as an
	// id, cannot be one.
	CodeBadRequest = "ssowizard.BadRequest"
)

// What a caller does about an error, asked with errors.Is. An *Error answers to
// the ones that fit its status, codes and text. Source of the codes: Microsoft
// Graph docs, errors, and the pages of the single calls.
var (
	// ErrNotFound (404): the object is not there. On a write to an object made in
	// the last minutes see ErrNotReplicated, which then also holds.
	ErrNotFound = errors.New("not found")
	// ErrDenied (403 Authorization_RequestDenied): a scope or a directory role is
	// missing, and the service does not say which. Check the roles; hand over to
	// someone who has one; after a fresh role activation sign in again.
	ErrDenied = errors.New("not allowed")
	// ErrExpiredToken (401): the token is not accepted any more, not even a new
	// one. Sign in again; ask for ErrClaims first.
	ErrExpiredToken = errors.New("sign-in no longer accepted")
	// ErrUnknownCaller (401 Authorization_IdentityNotFound): Graph does not know the
	// application that calls, as in the minutes after its service principal was made
	// (reported of psoxy#875 and oauth2-azure#88). Ask again with a new token.
	ErrUnknownCaller = errors.New("calling application not known yet")
	// ErrClaims: the tenant wants a stronger sign-in. Sign in again and send
	// Error.Claims along.
	ErrClaims = errors.New("stronger sign-in wanted")
	// ErrThrottled (429, or 503 with Retry-After): the service was still busy after
	// all tries. Nothing was done. Wait Error.RetryAfter and begin again.
	ErrThrottled = errors.New("service busy")
	// ErrConflict (409): someone else is changing the object at this moment.
	// Nothing was done. Read it again, plan again, then write.
	ErrConflict = errors.New("changed by someone else")
	// ErrAlreadyExists: the service principal or grant is already there, or a
	// registration, present or deleted, has the unique name. Look it up and use it.
	ErrAlreadyExists = errors.New("already there")
	// ErrNotReplicated: the directory has not copied a new object everywhere yet, or
	// the id is wrong. CreateServicePrincipal, GrantAppRole, GrantScopes and
	// AddPassword wait for it themselves, see SetReplicationWait; elsewhere the caller may
	// repeat the call for as long when it made the object a moment ago.
	ErrNotReplicated = errors.New("not copied everywhere yet")
	// ErrSecretsForbidden: a policy of the tenant forbids new client secrets for
	// this registration. Ask for an exemption; nothing else helps.
	ErrSecretsForbidden = errors.New("policy forbids client secrets")
	// ErrLifetimeCapped: the secret would live longer than a policy allows. Ask for
	// a shorter one.
	ErrLifetimeCapped = errors.New("policy caps the lifetime of secrets")
	// ErrAudienceForbidden: a policy forbids registrations for other tenants' accounts.
	ErrAudienceForbidden = errors.New("policy forbids this audience")
	// ErrNoPremium: the tenant has no Microsoft Entra ID P1 or P2. The question
	// cannot be answered here; that is no fault of the setup.
	ErrNoPremium = errors.New("no premium license")
	// ErrQuota: the account or tenant owns as many objects as it may, deleted ones
	// of the last 30 days included.
	ErrQuota = errors.New("quota used up")
	// ErrUnsupportedQuery: the service cannot answer this kind of query here. Ask in
	// another way.
	ErrUnsupportedQuery = errors.New("query not supported")
	// ErrUncertain: a write was sent and nobody knows whether it was done. Never
	// send it again unseen: read the state first, then decide.
	ErrUncertain = errors.New("unknown whether it was done")
)

// Detail is one entry of an error's details, or one of its inner errors.
type Detail struct{ Code, Message, Target string }

// Error is a refusal by Microsoft Graph, or the lack of an answer. Its text says
// what happened, what it means and what to do; it holds no token, no secret and
// no body.
type Error struct {
	Op              string // what was being done, as "create the service principal"
	Method, Path    string // without the query
	Status          int    // HTTP; 0 when no answer came or nothing was sent
	Code, Message   string // the service's, or one of the Code constants above
	Details         []Detail
	RequestID       string // the service's id of the request, for support
	ClientRequestID string // ours
	Date            time.Time
	RetryAfter      time.Duration // as the service asked; 0 when it did not
	Claims          string        // decoded claims challenge, JSON; "" when there is none
	Uncertain       bool          // a write whose fate is unknown
	malformed       bool          // a whole 2xx that is no JSON, as from a proxy in between
	Cause           error         // below: transport or context error
}

// Unwrap returns the transport or context error, when there is one.
func (e *Error) Unwrap() error { return e.Cause }

// Is answers errors.Is for the sentinels of this package.
func (e *Error) Is(target error) bool { return slices.Contains(e.kinds(), target) }

// kinds classifies the error; the first entry is what matters most.
func (e *Error) kinds() []error {
	switch {
	case e.Uncertain:
		return []error{ErrUncertain}
	case e.Claims != "" || e.has("insufficient_claims"):
		if e.Status == 401 {
			return []error{ErrClaims, ErrExpiredToken}
		}
		return []error{ErrClaims}
	case e.Status == 401 && e.has("Authorization_IdentityNotFound"):
		return []error{ErrUnknownCaller, ErrExpiredToken}
	case e.Status == 401:
		return []error{ErrExpiredToken}
	case e.Status == 429, e.Status == 503 && e.RetryAfter > 0:
		return []error{ErrThrottled}
	}
	for _, r := range codeRules {
		if slices.ContainsFunc(r.codes, e.has) {
			return []error{r.kind}
		}
	}
	return e.kindsByText()
}

// codeRules are the codes that mean one thing whatever the status.
var codeRules = []struct {
	kind  error
	codes []string
}{
	{ErrSecretsForbidden, []string{"CredentialTypeNotAllowedAsPerAppPolicy"}},
	{ErrLifetimeCapped, []string{"CredentialInvalidLifetimeAsPerAppPolicy"}},
	{ErrAudienceForbidden, []string{"SignInAudienceNotAllowedAsPerAppPolicy"}},
	{ErrNoPremium, []string{"AadPremiumLicenseRequired",
		"Authentication_RequestFromNonPremiumTenantOrB2CTenant"}},
	{ErrQuota, []string{"Directory_QuotaExceeded"}},
	{ErrUnsupportedQuery, []string{"Request_UnsupportedQuery"}},
	{ErrNotReplicated, []string{"NoBackingApplicationObject"}},
	{ErrAlreadyExists, []string{"Request_MultipleObjectsWithSameKeyValue"}},
	{ErrConflict, []string{"Directory_ConcurrencyViolation"}},
}

// kindsByText separates what the directory gives one general code to. Only the
// message tells a duplicate, or an object not copied yet, from a wrong request.
func (e *Error) kindsByText() []error {
	switch {
	case e.mentions("already exists on the object"), e.mentions("permission entry already exists"),
		e.mentions("same value for property uniquename already exists"),
		e.mentions("added object references already exist"):
		return []error{ErrAlreadyExists}
	case e.Status == 400 && (e.mentions("not a valid reference update") ||
		e.mentions("does not reference a valid application object") ||
		e.mentions("queried reference-property objects are not present")):
		return []error{ErrNotReplicated}
	case e.Status == 403 && e.mentions("backing application of the service principal"):
		return []error{ErrNotReplicated}
	case e.Status == 404 && (e.Method == http.MethodPost || e.Method == http.MethodPatch):
		return []error{ErrNotFound, ErrNotReplicated}
	case e.Status == 404:
		return []error{ErrNotFound}
	case e.Status == 409:
		return []error{ErrConflict}
	case e.Status == 403:
		return []error{ErrDenied}
	}
	return nil
}

// has reports whether a code is the error's own or one of its details'.
func (e *Error) has(code string) bool {
	return strings.EqualFold(e.Code, code) ||
		slices.ContainsFunc(e.Details, func(d Detail) bool { return strings.EqualFold(d.Code, code) })
}

func (e *Error) mentions(text string) bool {
	in := func(s string) bool { return strings.Contains(strings.ToLower(s), text) }
	return in(e.Message) || slices.ContainsFunc(e.Details, func(d Detail) bool { return in(d.Message) })
}

// advice is what to do, by kind.
var advice = map[error]string{
	ErrNotFound: "There is no such object in this tenant.",
	ErrDenied: "The signed-in account lacks a directory role or this sign-in lacks a " +
		"permission; use an account that has it, or sign in again after activating a role.",
	ErrExpiredToken: "The sign-in is not accepted any more; sign in again.",
	ErrUnknownCaller: "Microsoft Graph does not know this application yet; " +
		"wait a few minutes and try again.",
	ErrClaims:    "The tenant asks for a stronger sign-in; sign in again.",
	ErrThrottled: "The service is busy and did nothing; wait a minute and begin again.",
	ErrConflict: "Someone else is changing it at this moment and nothing was done; " +
		"read it again, then decide.",
	ErrAlreadyExists: "It is already there and can be used.",
	ErrNotReplicated: "A new object is not known everywhere in the directory yet, or the id is wrong; " +
		"wait a few minutes and try again.",
	ErrSecretsForbidden: "A policy of the tenant forbids new client secrets; " +
		"an administrator has to allow one for this registration.",
	ErrLifetimeCapped: "A policy of the tenant allows only shorter-lived client secrets; " +
		"ask for an earlier end.",
	ErrAudienceForbidden: "A policy of the tenant forbids registrations for accounts of other " +
		"organizations; an administrator has to allow it.",
	ErrNoPremium: "The tenant has no Microsoft Entra ID P1 or P2 license, " +
		"so this cannot be asked here.",
	ErrQuota: "The account or tenant has as many directory objects as it may have; " +
		"delete some for good, or use another account.",
	ErrUnsupportedQuery: "This tenant cannot answer this kind of query.",
	ErrUncertain:        "It may have been done or not; look before it is tried again.",
}

// Error says what happened, what it means here and what to do, with the ids that
// support asks for at the end.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op)
	switch {
	case e.Status == 0 && e.Code == CodeNoAnswer:
		b.WriteString(": no answer from Microsoft Graph")
	case e.Status == 0:
		b.WriteString(": not sent")
	case e.Code == CodeBadAnswer:
		fmt.Fprintf(&b, ": Microsoft Graph answered %d, but not in the expected shape", e.Status)
	default:
		b.WriteString(": Microsoft Graph answered " +
			strings.TrimSpace(fmt.Sprintf("%d %s", e.Status, e.Code)))
	}
	if e.Message != "" {
		b.WriteString(" (" + strings.TrimRight(e.Message, ". ") + ")")
	}
	b.WriteString(". ")
	switch k := e.kinds(); {
	case len(k) > 0:
		b.WriteString(advice[k[0]])
	case e.Code == CodeBadRequest:
		b.WriteString("Correct the value and try again.")
	default:
		b.WriteString("Try again later; if it stays, give support the details.")
	}
	if e.RequestID != "" {
		b.WriteString(" [request-id " + e.RequestID)
		if !e.Date.IsZero() {
			b.WriteString(", " + e.Date.UTC().Format(time.RFC3339))
		}
		b.WriteString("]")
	}
	return b.String()
}

// refused is the error of a request that is not sent.
func refused(op, why string) *Error { return &Error{Op: op, Code: CodeBadRequest, Message: why} }
