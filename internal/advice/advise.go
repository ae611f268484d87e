package advice

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
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

// Advise is the one place where an error becomes words, for every front.
func Advise(err error) Advice {
	for _, f := range []func(error) (Advice, bool){AdviseDeleted, adviseForbidden, adviseOwn, adviseNameHeld, adviseRoleRefused, adviseLost, adviseWait, adviseSignIn, adviseSecrets, adviseGraph} {
		if a, ok := f(err); ok {
			return a
		}
	}
	return Advice{What: text.Clean(err.Error()), Means: "Nothing is known about this beyond its words.", Do: "Try again. If it stays, send these words to support.", Unknown: true}
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
			a.Means = "The wizard writes nothing to Entra that it cannot keep a record of."
		}
		a.Means += " " + apply.sofar()
		return a, true
	case errors.As(err, &folder):
		return Advice{What: "The folder for settings is not clear: " + folder.Error() + ".", Means: "What a run has done is remembered there, and a later run would look elsewhere when it is started in another folder.", Do: "Set " + folder.Variable + " to the whole path of a folder of your own, then run it again."}, true
	case errors.Is(err, profile.ErrNoFolder):
		return Advice{What: "This computer names no folder for settings.", Means: "What a run has done is remembered there, so that the next one goes on from it.", Do: "Set HOME (on Windows AppData) to your own folder, then run it again."}, true
	case errors.Is(err, ErrStalePlan):
		return Advice{What: "Something changed in Entra after this was shown, so nothing was written.", Means: "Somebody else is working on the same registration, or another window of this wizard is.", Do: "Look at the new state and decide again."}, true
	case errors.Is(err, ErrNotSignedIn):
		return Advice{What: "Nobody is signed in.", Means: "This needs Microsoft Graph.", Do: "Sign in, or go the portal way and confirm by hand.", SignInAgain: true}, true
	case errors.Is(err, ErrReadOnly):
		return Advice{What: "This sign-in did not ask for the rights to write this.", Means: "Each sign-in asks for what its task needs and no more.", Do: "Sign in once more; Microsoft names the rights that are asked for.", SignInAgain: true}, true
	case errors.Is(err, ErrNotOwnTenant):
		return Advice{What: "It was not confirmed that this is your own company's tenant.", Means: "Nothing is written before that.", Do: "Confirm it in step 1."}, true
	case errors.Is(err, ErrStillThere):
		return Advice{What: "Entra says that it is not there, and still shows it.", Means: "Its servers do not agree yet.", Do: "Wait a few minutes and try again; nothing is done twice."}, true
	case errors.Is(err, ErrNoEligibleRole):
		return Advice{What: "No role of this account can be activated: the page lists none.", Means: "The account holds no role beyond those that are active.", Do: "Have an administrator approve the app, or let a colleague do it."}, true
	case errors.Is(err, ErrNothingToDo):
		return Advice{What: "There is nothing to do.", Means: "What this step wants is there already.", Do: "Go on with the next step."}, true
	case errors.As(err, &changed):
		return Advice{What: "This is not taken back.", Means: changed.Why, Do: "Look at it in Entra and decide there; the wizard undoes only what it wrote itself."}, true
	case errors.As(err, &blocked):
		return Advice{What: "Something else comes first.", Means: blocked.By, Do: "Do that, then come back here."}, true
	case errors.As(err, &name):
		return Advice{What: "This cannot be used: " + name.Why, Means: "Nothing was taken over.", Do: "Change it; what you typed is still there."}, true
	case errors.As(err, &uris):
		return Advice{What: "These redirect URIs cannot be used.", Means: uris.Error(), Do: "Copy the list again from the tab \"Redirect URIs\" in the MTP portal."}, true
	case errors.As(err, &prof):
		return Advice{What: "The profile " + text.Clean(prof.Path) + " cannot be used: " + prof.Why + ".", Means: "Nothing in Entra was touched.", Do: prof.Do}, true
	case errors.As(err, &unfit):
		return Advice{What: "The answer about " + unfit.What + " does not fit: " + unfit.Why + ".", Means: unfit.Then, Do: "A proxy may stand between and change answers. Check the network, then run it again."}, true
	case errors.As(err, &late):
		return Advice{What: late.Plan + ": applied, but not visible yet.", Means: "Entra copies changes to many servers; this took longer than usual.", Do: "Wait a few minutes and read again. Nothing has to be done twice."}, true
	case errors.As(err, &noLog):
		return Advice{What: "The sign-in log cannot be read here.", Means: noLog.Reason, Do: "Sign in to the MTP portal yourself and say here whether it worked."}, true
	}
	return Advice{}, false
}

// adviseWait words what ended a wait.
func adviseWait(err error) (Advice, bool) {
	switch {
	case errors.Is(err, context.Canceled):
		return Advice{What: "Stopped, as you asked.", Means: "What was written before stays and is seen at the next look.", Do: "Go on whenever you like."}, true
	case errors.Is(err, context.DeadlineExceeded) && !errors.As(err, new(*vault.Unavailable)): // a keychain has words of its own
		return Advice{What: "No answer within the time allowed.", Means: "The network or the service is slow just now.", Do: "Try again."}, true
	case errors.Is(err, wire.ErrRedirect):
		return Advice{What: "The service pointed to another host, which was not followed.", Means: "A proxy or a captive portal may stand between this computer and Microsoft.", Do: "Check the network, then try again."}, true
	case errors.Is(err, wire.ErrTooLarge):
		return Advice{What: "The answer was far longer than such answers are.", Means: "It did not come from Microsoft, or something garbled it.", Do: "Check the network, then try again."}, true
	}
	return Advice{}, false
}

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
		return Advice{What: "That is not a company's domain.", Means: text.Clean(fmt.Sprintf("%q cannot be one: %s.", typo.Asked, typo.Why)), Do: "Type the domain your people sign in with, as contoso.com, or the directory (tenant) ID."}, true
	case errors.As(err, &nobody):
		return Advice{What: "Microsoft knows no company by that name.", Means: text.Clean(err.Error()), Do: "Check the spelling. It is the part after the @ of your work address.", Code: "AADSTS90002"}, true
	case errors.As(err, &silence):
		return Advice{What: "Microsoft's sign-in service cannot be reached.", Means: text.Clean(err.Error()), Do: "Check the network, a VPN or a proxy, then try again."}, true
	case errors.As(err, &garbled) && garbled.HTTPStatus == http.StatusTooManyRequests:
		return Advice{What: "Microsoft's sign-in service is busy and asked to wait.", Means: "Many sign-ins come from your network or your company just now.", Do: "Wait a minute, then try again."}, true
	case errors.As(err, &garbled):
		return Advice{What: "Something answered, but not Microsoft's sign-in service.", Means: text.Clean(err.Error()), Do: "A proxy or a captive portal may stand between. Check the network, then try again."}, true
	case errors.Is(err, entra.ErrSessionExpired):
		return Advice{What: "Your sign-in has ended.", Means: "It lasts a little over an hour and is never renewed behind your back.", Do: "Sign in again; the walk goes on where it stands.", SignInAgain: true}, true
	case errors.Is(err, entra.ErrCodeExpired):
		return Advice{What: "The code has expired.", Means: "A code lasts as long as was said beside it, 15 minutes as a rule.", Do: "Get a new one.", SignInAgain: true}, true
	case errors.Is(err, entra.ErrBrowserExpired):
		return Advice{What: "Nobody came back from the browser in time.", Means: "A sign-in in the browser is waited for as long as a code lasts, 15 minutes. Its address no longer works. Nothing was signed in and nothing was changed.", Do: "Start again; there is a new address then.", SignInAgain: true}, true
	case errors.Is(err, entra.ErrDeclined):
		return Advice{What: "The sign-in was canceled in the browser.", Means: "Nothing was signed in and nothing was changed.", Do: "Start again if that was not meant.", SignInAgain: true}, true
	case errors.Is(err, entra.ErrNoConsent):
		return Advice{What: "The browser came back without consent.", Means: "Either \"Cancel\" was pressed, or Microsoft's page said \"Need admin approval\", which has no other way back. Microsoft does not say which.", Do: "If it was \"Cancel\", start again. If an administrator has to approve, activate your administrator's role first, or have one of them sign in.", SignInAgain: true}, true
	case errors.Is(err, entra.ErrPersonalAccount):
		return Advice{What: "That is a personal Microsoft account.", Means: "The walk needs an account of your company.", Do: "Sign in again with your work account.", SignInAgain: true}, true
	case errors.As(err, &wrong) && wrong.Got == "":
		return Advice{What: "The sign-in does not say to which tenant it belongs.", Means: fmt.Sprintf("Asked for %s. Nothing was read or changed with it.", wrong.Want), Do: "A proxy may stand between and change answers. Check the network, then sign in again.", SignInAgain: true}, true
	case errors.As(err, &wrong):
		return Advice{What: "That account belongs to another tenant.", Means: fmt.Sprintf("Asked for %s, signed in to %s.", wrong.Want, wrong.Got), Do: "Sign in with an account of the company you named, or name another company.", SignInAgain: true}, true
	case errors.As(err, &other):
		return Advice{What: "The token that came is of another application.", Means: fmt.Sprintf("Asked for one of %s, got one of %s. It shows nothing about the secret.", other.Want, other.Got), Do: "A proxy may stand between and change answers. Check the network, then try again."}, true
	case errors.As(err, &cloud):
		return Advice{What: text.Clean(err.Error()), Means: "That tenant lives in another of Microsoft's clouds.", Do: "Start again with --cloud."}, true
	case errors.As(err, &se):
		return signInAdvice(se), true
	}
	return Advice{}, false
}

func signInAdvice(se *entra.SignInError) Advice {
	a := Advice{What: text.Or(se.Description, "Microsoft refused the sign-in."), Means: "Microsoft refused without saying more.", Do: "Try again.", RequestID: se.TraceID, At: se.Time}
	if n := se.Code(); n != 0 {
		a.Code = fmt.Sprintf("AADSTS%d", n)
		if e, ok := se.Entry(); ok {
			a.What, a.Means, a.Do = e.Meaning, e.Cause, e.Remedy
		}
	}
	if _, remedy := se.Advice(); remedy != "" {
		a.Do = remedy
	}
	if p, ok := PageOf(se); ok && (p.ID == "need-approval" || p.ID == "app-restricted") { // about the app that signs in, not about the registration
		a.What, a.Means, a.Do = "The sign-in was stopped on Microsoft's page: "+p.Shows+".", p.Means, p.Do
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
		stays := "An entry may stay in " + left.Keeper + " under \"ssowizard\", " + left.Account + "; its secret is not valid any more."
		a := Advice{What: "The keychain did not remove an entry.", Do: "Remove it in the desktop's own password program."}
		if errors.As(err, &gone) {
			a.What, a.Do = gone.Reason, gone.Remedy
		}
		a.Means = stays
		return a, true
	}
	switch {
	case errors.As(err, &gone):
		return Advice{What: gone.Reason, Means: "The secret cannot be kept there.", Do: gone.Remedy}, true
	case errors.Is(err, ErrShownOnce):
		return Advice{What: "The secret was shown once and kept nowhere, as you chose.", Means: "It went with the program that made it.", Do: "If it was pasted into the MTP portal, say so in step 29. If not, make a new one with ssowizard renew."}, true
	case errors.Is(err, vault.ErrNotFound):
		return Advice{What: "The secret is not where it was kept.", Means: "Somebody removed it, or this is another computer.", Do: "Make a new one; the old one can stay until then."}, true
	case errors.Is(err, vault.ErrTooBig):
		return Advice{What: "The keychain refuses a value of this size.", Means: "Client secrets are short, so something is odd.", Do: "Choose another place for the secret."}, true
	}
	return Advice{}, false
}

// adviseGraph words refusals of Microsoft Graph.
func adviseGraph(err error) (Advice, bool) {
	var ge *graph.Error
	if !errors.As(err, &ge) {
		return Advice{}, false
	}
	a := Advice{What: text.Clean(ge.Error()), Means: "Microsoft Graph refused.", Do: "Try again. If it stays, send the code and the request id to support.", Code: ge.Code, RequestID: ge.RequestID, At: ge.Date}
	for _, w := range graphWords {
		if errors.Is(err, w.is) {
			a.What, a.Means, a.Do, a.SignInAgain = w.what, w.means, w.do, w.again
			return a, true
		}
	}
	switch {
	case ge.Code == graph.CodeNoAnswer:
		a.What, a.Means, a.Do, a.Code = "Microsoft Graph cannot be reached.", "No whole answer came: "+text.Or(ge.Message, "nothing more is known")+".", "Check the network, a VPN or a proxy, then try again.", ""
	case ge.Code == graph.CodeBadRequest:
		a.What, a.Means, a.Do, a.Code = "This was not sent: "+text.Clean(ge.Op)+".", "A value for it cannot be one: "+text.Or(text.Clean(ge.Message), "nothing more is known")+". It came with an earlier answer, or from what this computer remembers.", "Read again. If it stays, compare the registration's ids with those in Entra, and check whether a proxy changes answers.", ""
	case ge.Code == graph.CodeBadAnswer:
		a.What, a.Means, a.Do = "Something answered, but not as Microsoft Graph does.", "The answer to \""+ge.Op+"\" could not be used: "+text.Or(ge.Message, "it has another shape")+".", "A proxy or a captive portal may stand between. Check the network, then try again."
	case ge.Status >= 500:
		a.What, a.Means, a.Do = fmt.Sprintf("Microsoft Graph has a fault of its own just now (%d).", ge.Status), "It could not do this: "+ge.Op+".", "Wait a minute and try again. If it stays, send the request id to support."
	}
	return a, true
}

var graphWords = []struct {
	is              error
	what, means, do string
	again           bool
}{
	{graph.ErrClaims, "Your company wants one more proof from you.", "A Conditional Access policy asks for a stronger sign-in before this.", "Sign in again; the page will ask for it.", true},
	{graph.ErrExpiredToken, "Your sign-in has ended.", "It lasts a little over an hour, or was withdrawn.", "Sign in again; the walk goes on where it stands.", true},
	{graph.ErrSecretsForbidden, "Your tenant forbids client secrets.", "A policy of your tenant says so, and the MTP portal needs one. What was refused made nothing.", "Have this one registration exempted: steps 23–27 offer it to whoever may, and have the message for a colleague.", false},
	{graph.ErrLifetimeCapped, "Your tenant allows secrets only for a shorter time.", "A policy refuses the lifetime that was asked for. What was refused made nothing.", "Choose a shorter lifetime: in steps 23–27, or with --secret-months. Or ask your security team to exempt this registration.", false},
	{graph.ErrAudienceForbidden, "Your tenant forbids multi-tenant registrations.", "The MTP portal needs one, because your customers' users sign in through it.", "Ask your security team for an exemption, with Microsoft Graph: \"audiences\" of the app management policy.", false},
	{graph.ErrNoPremium, "Your tenant has no license for this.", "It needs Microsoft Entra ID P1 or P2.", "Nothing is wrong; it cannot be read here.", false},
	{graph.ErrQuota, "The account has reached its limit of objects in the directory.", "Deleted ones of the last 30 days count too.", "Remove some, or use an account with a directory role.", false},
	{graph.ErrDenied, "Entra refused: the role or the right for this is missing.", "The account's role does not allow it, or was activated after this sign-in.", "Activate the role if you have one and sign in again, or ask someone who has it.", false},
	{graph.ErrThrottled, "Microsoft Graph is busy and asked to wait.", "Your tenant is doing a lot just now.", "Wait a minute and try again.", false},
	{graph.ErrNotReplicated, "Entra has not copied the new objects to all its servers yet.", "This happens right after something was made.", "Wait a minute and try again; nothing is made twice.", false},
	{graph.ErrUncertain, "The answer was lost on the way.", "It may have been done or not.", "Try again: the wizard looks first and makes nothing twice.", false},
	{graph.ErrNotFound, "It is not there.", "It was removed, or its id is of another tenant.", "Read again.", false},
	{graph.ErrConflict, "Entra was changing the same thing at that moment.", "Two changes met.", "Try again.", false},
}
