package steps

import (
	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
	"ssowizard/internal/text"
)

// The audience the procedure asks for, and the one that also lets personal
// accounts in (Microsoft Graph docs, application resource, signInAudience).
const (
	audienceOrgs     = "AzureADMultipleOrgs"
	audiencePersonal = "AzureADandPersonalMicrosoftAccount"
	audienceOwn      = "AzureADMyOrg"
	audienceOnlyThem = "PersonalMicrosoftAccount"
)

// tooNarrow tells whether an audience is known to keep other companies' users out.
// One that was not told, or that is new, says nothing.
func tooNarrow(audience string) bool { return audience == audienceOwn || audience == audienceOnlyThem }

// registerChapter holds steps 3 to 9: the registration, its service principal
// and the two ids the MTP portal asks for.
func registerChapter() []Stage {
	return []Stage{
		{ID: "3-8", Chapter: "Register", Title: "New registration", needs: []need{needChoice},
			Why: "The registration tells Entra that the MTP portal may ask your users to sign in, and at which addresses.",
			Steps: []Step{step("3", checkApp(nil)), step("4", checkApp(checkName)), step("5", checkApp(checkAudience)),
				step("6", checkApp(checkFirstURI)), step("7", checkApp(checkFirstURI)), step("8", checkApp(checkPrincipal))},
			Facts: registerFacts},
		{ID: "9", Chapter: "Register", Title: "Copy the two ids", needs: []need{needApp},
			Why:   "The MTP portal asks for two ids: which registration, and which tenant. They look alike; each has its own field.",
			Steps: []Step{step("9", checkIDs)}, Facts: idFacts},
	}
}

// checkApp guards the checks of the registration: unread, absent, deleted, and
// only then what the check itself says.
func checkApp(check func(Snapshot, Profile, *graph.Application, As) Report) func(Snapshot, Profile, As) Report {
	return func(s Snapshot, p Profile, as As) Report {
		switch {
		case !s.App.Known:
			return unread("registration", s.App.Why)
		case s.App.Value == nil && p.App.AppID != "":
			return holds("", goneFinding(s, p))
		case s.App.Value == nil:
			return Report{Status: StatusTodo}
		case check == nil:
			return holds("Registration "+s.App.Value.AppID+" is there.", disabledFindings(s.App.Value)...)
		}
		return check(s, p, s.App.Value, as)
	}
}

// disabledFindings tell of a registration that Microsoft has disabled.
func disabledFindings(app *graph.Application) []Finding {
	if st := app.DisabledByMicrosoftStatus; st != "" && st != "NotDisabled" {
		return []Finding{{Code: CodeAppDisabled, Level: LevelFail, Subject: app.AppID, Want: "active", Got: "disabled by Microsoft (" + st + ")",
			Text:   "Microsoft has disabled this registration.",
			Remedy: "Only Microsoft support can lift that. Make a new registration if you cannot wait."}}
	}
	if app.IsDisabled != nil && *app.IsDisabled {
		return []Finding{{Code: CodeAppDisabled, Level: LevelFail, Subject: app.AppID, Want: "active", Got: "deactivated",
			Text:   "The registration is deactivated, so nobody can sign in with it.",
			Remedy: "Open it under \"App registrations\" and choose \"Activate\"."}}
	}
	return nil
}

func checkName(_ Snapshot, p Profile, app *graph.Application, _ As) Report {
	if want := p.Wanted.Name; want != "" && want != app.DisplayName {
		return holds("Its name is "+app.DisplayName+".", Finding{Code: CodeNameDiffers, Level: LevelNote, Subject: app.AppID, Want: want, Got: app.DisplayName,
			Text: "The name differs from the one asked for. Sign-in works all the same.", Remedy: "Nothing has to be done. To change it, open \"Branding & properties\" of the registration."})
	}
	return holds("Its name is " + app.DisplayName + ".")
}

// checkAudience tells whether accounts of every organization may sign in.
func checkAudience(_ Snapshot, _ Profile, app *graph.Application, _ As) Report {
	f := Finding{Subject: audienceSubject, Want: audienceLabel(audienceOrgs), Got: audienceLabel(app.SignInAudience)}
	switch app.SignInAudience {
	case audienceOrgs:
		return holds("Accounts of any organization may sign in.")
	case audiencePersonal:
		f.Code, f.Level = CodeAudienceTooWide, LevelWarn
		f.Text = "Personal Microsoft accounts may use this registration too, which the MTP portal does not need."
		f.Remedy = "Under \"Authentication\", choose \"Accounts in any organizational directory\"."
		return holds("", f)
	}
	if !tooNarrow(app.SignInAudience) {
		return unread("supported account types", Reason{Text: "Entra did not say which accounts may sign in: " + text.Or(audienceLabel(app.SignInAudience), "it named none") + ".",
			Remedy: "Look under \"Authentication\": it has to be \"Accounts in any organizational directory\"."})
	}
	f.Code, f.Level = CodeAudienceSingleTenant, LevelFail
	f.Text = "Only accounts of this one tenant may sign in, so your customers' users will be refused."
	if app.SignInAudience == audienceOnlyThem {
		f.Text = "Only personal Microsoft accounts may sign in, so your own and your customers' users will be refused."
	}
	f.Remedy = "Let the wizard widen it, or choose \"Accounts in any organizational directory\" under \"Authentication\"."
	return holds("", f)
}

func checkFirstURI(_ Snapshot, _ Profile, app *graph.Application, _ As) Report {
	return holds(firstURI+" is there as a single-page application.", boardFindings(mtp.Compare([]string{firstURI}, registered(app)), false)...)
}

// checkPrincipal tells whether the service principal is there and lets people in.
func checkPrincipal(s Snapshot, p Profile, app *graph.Application, as As) Report {
	if !s.Principal.Known {
		return unread("service principal", s.Principal.Why)
	}
	sp := s.Principal.Value
	if sp == nil {
		missing := Finding{Code: CodeServicePrincipalMissing, Level: LevelFail, Subject: app.AppID, Want: "present", Got: "absent",
			Text:   "The registration has no service principal in this tenant, so nobody can sign in and nothing can be granted.",
			Remedy: "Let the wizard add it: the portal does so by itself, other tools often do not."}
		if p.Secret.KeyID != "" {
			return holds("", missing) // a secret is made after it, so that it was there
		}
		return todo(p, as, missing)
	}
	var fs []Finding
	off := sp.IsDisabled != nil && *sp.IsDisabled && len(disabledFindings(app)) == 0 // else it follows from the registration
	if !sp.AccountEnabled || off {
		fs = append(fs, Finding{Code: CodeServicePrincipalDisabled, Level: LevelFail, Subject: sp.ID, Want: "enabled", Got: "disabled",
			Text:   "Sign-in is switched off for this application in your tenant.",
			Remedy: "Let the wizard switch it on, or under \"Enterprise applications\", \"Properties\", set \"Enabled for users to sign-in?\" to Yes."})
	}
	if sp.AppRoleAssignmentRequired {
		fs = append(fs, Finding{Code: CodeAssignmentRequired, Level: LevelWarn, Subject: sp.ID, Want: "not required", Got: "required",
			Text:   "Only users who are assigned to the application may sign in.",
			Remedy: "Assign your users or groups under \"Enterprise applications\", or set \"Assignment required?\" to No."})
	}
	return holds("Its service principal is "+sp.ID+".", fs...)
}

// withoutApp says why nothing is told of a registration: there is none, or nobody
// could look.
func withoutApp(s Snapshot) string {
	switch {
	case !s.SignedIn:
		return "not looked at, because nobody is signed in"
	case !s.App.Known:
		return "could not look"
	}
	return "no registration yet"
}

func registerFacts(s Snapshot, p Profile) (now, wanted string) {
	wanted = "a registration for accounts of any organization, with its service principal"
	switch {
	case s.App.Value == nil:
		return withoutApp(s), wanted
	case s.Principal.Known && s.Principal.Value == nil:
		return s.App.Value.DisplayName + " is registered, without a service principal", wanted
	}
	return s.App.Value.DisplayName + " is registered", wanted
}

// IDGiven is noted where the ids are known because a person gave the one that the
// domain does not tell.
const IDGiven = "the client ID was given here, the tenant ID follows from the domain"

func checkIDs(s Snapshot, p Profile, as As) Report {
	return checkApp(func(s Snapshot, _ Profile, app *graph.Application, _ As) Report {
		return holds("Read from Entra: application " + app.AppID + ", tenant " + s.Tenant.ID + ".")
	})(s, p, as)
}

func idFacts(s Snapshot, p Profile) (now, wanted string) {
	wanted = "both ids at hand for the MTP portal"
	switch {
	case s.App.Value == nil && p.App.AppID != "" && !s.SignedIn:
		return "both ids are known here", wanted
	case s.App.Value == nil && !s.SignedIn:
		return "the client ID is not known here", wanted
	case s.App.Value == nil:
		return "the ids exist once the registration does", wanted
	}
	return "both ids were read from Entra", wanted
}
