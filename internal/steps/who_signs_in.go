package steps

import "slices"

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

var taskWords = map[Purpose]TaskWords{
	ForSetup: {
		Needs:    "that may register applications. Only steps 21–22 need the role " + mayGrant + ", yours or a colleague's",
		SignIn:   "Sign in with an account that may register applications in this tenant. Only steps 21–22 need the role " + mayGrant + "; without it, they are handed to a colleague.",
		Activate: mayGrant + ". " + mayAgree + " also gets you through the sign-in; steps 21–22 then go to a colleague",
		HandOver: "With the role " + mayGrant + " active", Command: setupCommand,
	},
	ForCheck: {
		Needs: "that may read the directory; the role " + mayRead + " sees everything",
		SignIn: "Microsoft is asked for rights to read only, and nothing is written. An account with the role " + mayRead + " sees everything; an administrator has to agree to the sign-in once. " +
			"If you choose a repair later, you sign in once more for it.",
		Activate: mayAgree + ", which may agree to this sign-in. " + mayRead + " may read, and may not agree",
		HandOver: "With the role " + mayRead + " and the sign-in approved, or as an administrator who may approve it", Command: "ssowizard validate",
	},
	ForRenewal: {
		Needs:    "that may change the registration: " + mayChange,
		SignIn:   "Sign in with an account that may change the registration: " + mayChange + ". Rights to grant permissions are not asked for.",
		Activate: mayAgree + ", which may agree to this sign-in and renew the secret",
		HandOver: "With the role " + mayAgree + " active", Command: "ssowizard renew",
	},
	ForUndo: {
		Needs:    "that may change the registration: " + mayChange + "; what the receipts name besides is said before you sign in",
		SignIn:   "Sign in with an account that may change the registration: " + mayChange + ".",
		Activate: mayAgree + ", which may agree to this sign-in and change the registration",
		HandOver: "The receipts are on my computer, so I take back what I wrote myself",
	},
	ForName: {
		SignIn:   "Any account of this tenant does. Only your name and your active roles are read.",
		Activate: mayAgree,
	},
}

// undoWords are what taking back needs besides, by the right that is asked for.
var undoWords = []struct{ scope, says string }{
	{scopeRoles, "The permission that was granted is taken back by a " + mayGrant + "."},
	{scopePolicies, "The policy that allowed a secret is taken back by a " + allowRoles + "."},
}

// WordsFor says which account does for a task, by the rights that its sign-in asks
// for: a renewal or an undo that sets up first is a setup, and an undo needs what its
// receipts need. It claims of the request only what is so of the request: the token
// carries besides whatever was ever agreed to for the same application.
func WordsFor(p Purpose, scopes []string) TaskWords {
	if p == ForRenewal && (slices.Contains(scopes, scopeRoles) || slices.Contains(scopes, scopeGrants)) {
		p = ForSetup
	}
	w := taskWords[p]
	if p != ForUndo {
		return w
	}
	for _, u := range undoWords {
		if slices.Contains(scopes, u.scope) {
			w.SignIn += " " + u.says
		}
	}
	if slices.Contains(scopes, scopeRoles) {
		w.Activate = mayGrant + ", which may take back the permission as well"
	}
	return w
}

// WhoSignsIn says before a sign-in which account does for the task, also while one
// for the name is under way.
func (r *Runner) WhoSignsIn() string { return r.taskWords().SignIn }

func (r *Runner) taskWords() TaskWords {
	r.mu.Lock()
	task := r.task
	r.mu.Unlock()
	return WordsFor(task, r.taskScopes())
}
