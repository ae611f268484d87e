package engine

import (
	"slices"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
)

// The roles by what they may do. Sources: Microsoft Entra docs, grant admin
// consent, and Microsoft Graph docs, serviceprincipal-post-approleassignedto and
// application-update.
const (
	// mayGrant may grant an application permission of Microsoft Graph. Nothing
	// else that the wizard does needs one of them.
	mayGrant = "Global Administrator or Privileged Role Administrator"
	// mayChange may change a registration and its secrets.
	mayChange = "its owner, an Application Administrator or a Cloud Application Administrator"
	// mayAgree may agree to this sign-in for everybody, besides those of mayGrant.
	mayAgree = "Application Administrator or Cloud Application Administrator"
	// mayRead sees everything that a check looks at.
	mayRead = "Global Reader"
)

// TaskWords are what is said of roles for one task.
type TaskWords struct {
	Needs    string // which account of the company, after "an account"
	SignIn   string // the same, before somebody signs in
	Activate string // the role to activate where Microsoft stops the sign-in
	HandOver string // what a colleague needs to do it instead
	Command  string // and runs; "" where nobody else can
}

const setupCommand = "ssowizard setup"

var taskWords = map[change.Purpose]TaskWords{
	change.ForSetup: {
		Needs: "that may register applications. Only steps 21–22 need the role " + mayGrant +
			", yours or a colleague's",
		SignIn: "Sign in with an account that may register applications in this tenant. " +
			"Only steps 21–22 need the role " + mayGrant + "; without it, they are handed to a colleague.",
		Activate: mayGrant + ". " + mayAgree + " also gets you through the sign-in; " +
			"steps 21–22 then go to a colleague",
		HandOver: "With the role " + mayGrant + " active", Command: setupCommand,
	},
	change.ForCheck: {
		Needs: "that may read the directory; the role " + mayRead + " sees everything",
		SignIn: "Microsoft is asked for rights to read only, and nothing is written. " +
			"An account with the role " + mayRead + " sees everything; an administrator has to agree to " +
			"the sign-in once. If you choose a repair later, you sign in once more for it.",
		Activate: mayAgree + ", which may agree to this sign-in. " + mayRead + " may read, and may not agree",
		HandOver: "With the role " + mayRead +
			" and the sign-in approved, or as an administrator who may approve it",
		Command: "ssowizard validate",
	},
	change.ForRenewal: {
		Needs:    "that may change the registration: " + mayChange,
		SignIn:   "Sign in with an account that may change the registration: " + mayChange + ".",
		Activate: mayAgree + ", which may agree to this sign-in and renew the secret",
		HandOver: "With the role " + mayAgree + " active", Command: "ssowizard renew",
	},
	change.ForUndo: {
		Needs: "that may change the registration: " + mayChange +
			"; what the receipts name besides is said before you sign in",
		SignIn:   "Sign in with an account that may change the registration: " + mayChange + ".",
		Activate: mayAgree + ", which may agree to this sign-in and change the registration",
		HandOver: "The receipts are on my computer, so I take back what I wrote myself",
	},
	change.ForName: {
		SignIn:   "Any account of this tenant does. Only your name and your active roles are read.",
		Activate: mayAgree,
	},
}

// consentSaid is who may settle delegated grants. Source: Microsoft Graph docs,
// oauth2permissiongrant-delete.
const consentSaid = "Consent that people gave is taken back by an " + mayAgree + ", or by a " + mayGrant + "."

// undoWords are what taking back needs besides, by the right that is asked for.
var undoWords = []struct{ scope, says string }{
	{change.ScopeRoles, "The permission that was granted is taken back by a " + mayGrant + "."},
	{change.ScopeGrants, consentSaid},
	{change.ScopePolicies, "The policy that allowed a secret is taken back by a " + judge.AllowRoles + "."},
}

// stepUpWords are what a check needs for what was chosen in it, likewise.
var stepUpWords = []struct{ scope, says string }{
	{change.ScopeApps, "The registration is changed by " + mayChange + "."},
	{change.ScopeRoles, "The permission is granted by a " + mayGrant + "."},
	{change.ScopeGrants, consentSaid},
	{change.ScopePolicies, "A policy that allows a secret is made by a " + judge.AllowRoles + "."},
}

// WordsFor says which account does for a task, by the rights that its sign-in asks
// for: a renewal or an undo that sets up first is a setup, an undo needs what its
// receipts need, and a check that came to a write is no check any more. It claims of
// the request only what is so of the request: the token carries besides whatever was
// ever agreed to for the same application.
func WordsFor(p change.Purpose, scopes []string) TaskWords {
	asks := func(s string) bool { return slices.Contains(scopes, s) }
	if p == change.ForRenewal && asks(change.ScopeRoles) {
		p = change.ForSetup
	}
	w, more := taskWords[p], undoWords
	switch {
	case p == change.ForRenewal && asks(change.ScopeGrants):
		w.SignIn += " " + consentSaid
		return w
	case p == change.ForRenewal:
		w.SignIn += " Rights to grant permissions are not asked for."
		return w
	case p == change.ForCheck && slices.ContainsFunc(scopes, change.Writes):
		w.SignIn, more = "This sign-in asks for the rights to write what you chose, besides those to read.",
			stepUpWords
		w.Activate = mayAgree + ", which may agree to this sign-in"
	case p != change.ForUndo:
		return w
	}
	for _, u := range more {
		// Whoever may grant may settle consent too.
		if asks(u.scope) && (u.scope != change.ScopeGrants || !asks(change.ScopeRoles)) {
			w.SignIn += " " + u.says
		}
	}
	if does := "take back"; asks(change.ScopeRoles) {
		if p == change.ForCheck {
			does = "grant"
		}
		w.Activate = mayGrant + ", which may " + does + " the permission as well"
	}
	return w
}

// WhoSignsIn says before a sign-in which account does for the task, also while one
// for the name is under way.
func (r *Session) WhoSignsIn() string { return r.taskWords().SignIn }

func (r *Session) taskWords() TaskWords {
	r.mu.Lock()
	task := r.task
	r.mu.Unlock()
	return WordsFor(task, r.taskScopes())
}
