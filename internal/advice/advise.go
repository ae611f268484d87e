package advice

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"ssowizard/assets"
	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/vault"
	"ssowizard/internal/wire"
)

// Advice is an error in words, in the order in which people need them: what
// happened, what it means here, what to do; then what support needs.
type Advice struct {
	What, Means, Do string
	Code            string // AADSTS53003, Authorization_RequestDenied, …
	RequestID       string
	At              time.Time
	SignInAgain     bool // a new sign-in would mend it
	TryBrowser      bool // signing in by browser may pass where a code did not
	Unknown         bool // nothing is known but the error's own words
}

// advice is the one of that id in assets/advice.json, with its arguments.
func advice(id string, pairs ...string) Advice {
	w, get := assets.Advice(id), messages.With(pairs...).Get
	return Advice{
		What: messages.Expand(w.What, get), Means: messages.Expand(w.Means, get),
		Do:   messages.Expand(w.Do, get),
		Code: w.Code, SignInAgain: w.SignInAgain,
	}
}

// Advise is the one place where an error becomes words, for every front.
func Advise(err error) Advice {
	for _, f := range []func(error) (Advice, bool){
		AdviseDeleted, adviseForbidden, adviseOwn, adviseNameHeld, adviseRoleRefused,
		adviseLost, adviseWait, adviseSignIn, adviseSecrets, adviseGraph,
	} {
		if a, ok := f(err); ok {
			return a
		}
	}
	a := advice("unknown", "words", text.Clean(err.Error()))
	a.Unknown = true
	return a
}

// adviseOwn words the engine's own refusals.
func adviseOwn(err error) (Advice, bool) {
	var (
		blocked *BlockedError
		changed *ChangedSinceError
		name    *NameError
		uris    *URIsError
		prof    *profile.Error
		late    *NotVisibleError
		noLog   *NoSignInLogError
		apply   *ApplyError
		folder  *profile.FolderError
		unfit   *setup.AnswerError
	)
	switch {
	case errors.As(err, &apply):
		a := Advise(apply.Cause)
		if errors.As(apply.Cause, &prof) {
			a.Means = messages.Say("advice.no-record")
		}
		a.Means += " " + apply.sofar()
		return a, true
	case errors.As(err, &folder):
		return advice("folder", "why", folder.Error(), "variable", folder.Variable), true
	case errors.Is(err, profile.ErrNoFolder):
		return advice("no-folder"), true
	case errors.Is(err, ErrStalePlan):
		return advice("stale-plan"), true
	case errors.Is(err, ErrNotSignedIn):
		return advice("not-signed-in"), true
	case errors.Is(err, ErrReadOnly):
		return advice("read-only"), true
	case errors.Is(err, ErrNotOwnTenant):
		return advice("not-own-tenant"), true
	case errors.Is(err, ErrStillThere):
		return advice("still-there"), true
	case errors.Is(err, ErrNoEligibleRole):
		return advice("no-eligible-role"), true
	case errors.Is(err, ErrNothingToDo):
		return advice("nothing-to-do"), true
	case errors.As(err, &changed):
		return advice("changed-since", "why", changed.Why), true
	case errors.As(err, &blocked):
		return advice("blocked", "first", blocked.By), true
	case errors.As(err, &name):
		return advice("name", "why", name.Why), true
	case errors.As(err, &uris):
		return advice("uris", "why", uris.Error()), true
	case errors.As(err, &prof):
		return advice("profile", "path", text.Clean(prof.Path), "why", prof.Why, "do", prof.Do), true
	case errors.As(err, &unfit):
		return advice("answer", "what", unfit.What, "why", unfit.Why, "then", unfit.Then), true
	case errors.As(err, &late):
		return advice("not-visible", "plan", late.Plan), true
	case errors.As(err, &noLog):
		return advice("no-log", "why", noLog.Reason), true
	}
	return Advice{}, false
}

// adviseWait words what ended a wait.
func adviseWait(err error) (Advice, bool) {
	switch {
	case errors.Is(err, context.Canceled):
		return advice("canceled"), true
	case errors.As(err, new(*vault.Unavailable)): // a keychain's time-out has words of its own
		return Advice{}, false
	case errors.Is(err, context.DeadlineExceeded):
		return advice("deadline-exceeded"), true
	case errors.Is(err, wire.ErrRedirect):
		return advice("redirect"), true
	case errors.Is(err, wire.ErrTooLarge):
		return advice("too-large"), true
	}
	return Advice{}, false
}

// named is a name as it was given; a secret that was given for one is not repeated.
func named(asked string) string { return strconv.Quote(text.Clean(wire.WithoutSecrets(asked))) }

// adviseSignIn words refusals of Entra's sign-in.
func adviseSignIn(err error) (Advice, bool) {
	var (
		se      *entra.SignInError
		wrong   *entra.WrongTenant
		other   *entra.OtherApp
		cloud   *entra.OtherCloud
		typo    *entra.BadDomain
		nobody  *entra.NoTenant
		silence *entra.Unreachable
		garbled *entra.BadAnswer
	)
	switch {
	case errors.As(err, &typo):
		a := advice("bad-domain", "asked", named(typo.Asked), "why", typo.Why)
		a.Means = text.Clean(a.Means)
		return a, true
	case errors.As(err, &nobody):
		return advice("no-tenant", "asked", named(nobody.Asked), "cloud", strconv.Quote(nobody.Cloud)), true
	case errors.As(err, &silence):
		return advice("unreachable", "words", text.Clean(err.Error())), true
	case errors.As(err, &garbled) && garbled.HTTPStatus == http.StatusTooManyRequests:
		return advice("sign-in-busy"), true
	case errors.As(err, &garbled):
		return advice("bad-answer", "words", text.Clean(err.Error())), true
	case errors.Is(err, entra.ErrSessionExpired):
		return advice("session-expired"), true
	case errors.Is(err, entra.ErrCodeExpired):
		return advice("code-expired"), true
	case errors.Is(err, entra.ErrBrowserExpired):
		return advice("browser-expired"), true
	case errors.Is(err, entra.ErrDeclined):
		return advice("declined"), true
	case errors.Is(err, entra.ErrNoConsent):
		return advice("no-consent"), true
	case errors.Is(err, entra.ErrPersonalAccount):
		return advice("personal-account"), true
	case errors.As(err, &wrong) && wrong.Got == "":
		return advice("wrong-tenant-unsaid", "want", wrong.Want), true
	case errors.As(err, &wrong):
		return advice("wrong-tenant", "want", wrong.Want, "got", wrong.Got), true
	case errors.As(err, &other):
		return advice("other-app", "want", other.Want, "got", other.Got), true
	case errors.As(err, &cloud):
		return advice("other-cloud", "words", text.Clean(err.Error())), true
	case errors.As(err, &se):
		return signInAdvice(se), true
	}
	return Advice{}, false
}

func signInAdvice(se *entra.SignInError) Advice {
	a := advice("sign-in", "words", se.Description)
	a.RequestID, a.At = se.TraceID, se.Time
	if n := se.Code(); n != 0 {
		a.Code = fmt.Sprintf("AADSTS%d", n)
		if e, ok := se.Entry(); ok {
			a.What, a.Means, a.Do = e.Meaning, e.Cause, e.Remedy
		}
	}
	if _, remedy := se.Advice(); remedy != "" {
		a.Do = remedy
	}
	// These two are about the app that signs in, not about the registration.
	if p, ok := PageOf(se); ok && (p.ID == "need-approval" || p.ID == "app-restricted") {
		a.What, a.Means, a.Do = messages.Say("advice.page", "page", p.Shows), p.Means, p.Do
	}
	a.TryBrowser = se.Kind().TryBrowser()
	a.SignInAgain = se.Claims != ""
	return a
}

// adviseSecrets words what keychains answer.
func adviseSecrets(err error) (Advice, bool) {
	var (
		gone *vault.Unavailable
		left *LeftError
	)
	if errors.As(err, &left) {
		a := advice("entry-left", "keeper", left.Keeper, "account", left.Account)
		if errors.As(err, &gone) {
			a.What, a.Do = gone.Reason, gone.Remedy
		}
		return a, true
	}
	switch {
	case errors.As(err, &gone):
		return advice("keychain", "what", gone.Reason, "do", gone.Remedy), true
	case errors.Is(err, ErrShownOnce):
		return advice("shown-once"), true
	case errors.Is(err, vault.ErrNotFound):
		return advice("not-found"), true
	case errors.Is(err, vault.ErrTooBig):
		return advice("too-big"), true
	}
	return Advice{}, false
}

// adviseGraph words refusals of Microsoft Graph.
func adviseGraph(err error) (Advice, bool) {
	var ge *graph.Error
	if !errors.As(err, &ge) {
		return Advice{}, false
	}
	a, known := graphRefusal(err)
	switch {
	case known:
	case ge.Code == graph.CodeNoAnswer:
		a = advice("graph-no-answer", "why", ge.Message)
	case ge.Code == graph.CodeBadRequest:
		a = advice("graph-unsent", "op", text.Clean(ge.Op), "why", text.Clean(ge.Message))
	case ge.Code == graph.CodeBadAnswer:
		a = advice("graph-bad-answer", "op", ge.Op, "why", ge.Message)
	case ge.Status >= 500:
		a = advice("graph-fault", "status", strconv.Itoa(ge.Status), "op", ge.Op)
	default:
		a = advice("graph-refused", "words", text.Clean(ge.Error()))
	}
	a.RequestID, a.At = ge.RequestID, ge.Date
	// Codes of this program's own are no help to support.
	if known || ge.Code != graph.CodeNoAnswer && ge.Code != graph.CodeBadRequest {
		a.Code = ge.Code
	}
	return a, true
}

// graphRefusal words a refusal that is known by its kind.
func graphRefusal(err error) (Advice, bool) {
	switch {
	case errors.Is(err, graph.ErrClaims):
		return advice("graph-claims"), true
	case errors.Is(err, graph.ErrExpiredToken):
		return advice("graph-expired-token"), true
	case errors.Is(err, graph.ErrSecretsForbidden):
		return advice("graph-secrets-forbidden"), true
	case errors.Is(err, graph.ErrLifetimeCapped):
		return advice("graph-lifetime-capped"), true
	case errors.Is(err, graph.ErrAudienceForbidden):
		return advice("graph-audience-forbidden"), true
	case errors.Is(err, graph.ErrNoPremium):
		return advice("graph-no-premium"), true
	case errors.Is(err, graph.ErrQuota):
		return advice("graph-quota"), true
	case errors.Is(err, graph.ErrDenied):
		return advice("graph-denied"), true
	case errors.Is(err, graph.ErrThrottled):
		return advice("graph-throttled"), true
	case errors.Is(err, graph.ErrNotReplicated):
		return advice("graph-not-replicated"), true
	case errors.Is(err, graph.ErrUncertain):
		return advice("graph-uncertain"), true
	case errors.Is(err, graph.ErrNotFound):
		return advice("graph-not-found"), true
	case errors.Is(err, graph.ErrConflict):
		return advice("graph-conflict"), true
	}
	return Advice{}, false
}
