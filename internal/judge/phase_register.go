package judge

import (
	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
)

// TooNarrow tells whether an audience is known to keep other companies' users out.
// One that was not told, or that is new, says nothing.
func TooNarrow(audience string) bool {
	return audience == graph.AudienceOwn || audience == graph.AudienceOnlyThem
}

// registerPhases holds steps 3 to 9: the registration, its service principal
// and the two ids the MTP portal asks for.
func registerPhases() []Stage {
	return []Stage{
		{ID: "3-8", Chapter: "Register", Title: "New registration", Needs: []need{NeedChoice},
			Why: "The registration tells Entra that the MTP portal may ask your users to sign in, and at which addresses.",
			Steps: []Step{step("3", checkApp(nil)), step("4", checkApp(checkName)), step("5", checkApp(CheckAudience)),
				step("6", checkApp(checkFirstURI)), step("7", checkApp(checkFirstURI)), step("8", checkApp(CheckPrincipal))},
			Facts: registerFacts},
		{ID: "9", Chapter: "Register", Title: "Copy the two ids", Needs: []need{needApp},
			Why:   "The MTP portal asks for two ids: which registration, and which tenant. They look alike; each has its own field.",
			Steps: []Step{step("9", checkIDs)}, Facts: idFacts},
	}
}

// checkApp guards the checks of the registration: unread, absent, deleted, and
// only then what the check itself says.
func checkApp(check func(setup.Snapshot, setup.Profile, *graph.Application, As) setup.Report) func(setup.Snapshot, setup.Profile, As) setup.Report {
	return func(s setup.Snapshot, p setup.Profile, as As) setup.Report {
		switch {
		case !s.App.Known:
			return unread("registration", s.App.Why)
		case s.App.Value == nil && p.App.AppID != "":
			return holds("", GoneFinding(s, p))
		case s.App.Value == nil:
			return setup.Report{Status: setup.StatusTodo}
		case check == nil:
			return holds("Registration "+s.App.Value.AppID+" is there.", DisabledFindings(s.App.Value)...)
		}
		return check(s, p, s.App.Value, as)
	}
}

// DisabledFindings tell of a registration that Microsoft has disabled.
func DisabledFindings(app *graph.Application) []setup.Finding {
	if st := app.DisabledByMicrosoftStatus; st != "" && st != "NotDisabled" {
		return []setup.Finding{{Code: setup.CodeAppDisabled, Variant: "by-microsoft", Level: setup.LevelFail, Subject: app.AppID,
			Args: messages.With("status", st)}}
	}
	if app.IsDisabled != nil && *app.IsDisabled {
		return []setup.Finding{{Code: setup.CodeAppDisabled, Level: setup.LevelFail, Subject: app.AppID}}
	}
	return nil
}

func checkName(_ setup.Snapshot, p setup.Profile, app *graph.Application, _ As) setup.Report {
	if want := p.Wanted.Name; want != "" && want != app.DisplayName {
		return holds("Its name is "+app.DisplayName+".", setup.Finding{Code: setup.CodeNameDiffers, Level: setup.LevelNote, Subject: app.AppID,
			Args: messages.With("wanted", want, "name", app.DisplayName)})
	}
	return holds("Its name is " + app.DisplayName + ".")
}

func CheckAudience(_ setup.Snapshot, _ setup.Profile, app *graph.Application, _ As) setup.Report {
	args := messages.With("wanted", setup.AudienceLabel(graph.AudienceOrgs), "got", setup.AudienceLabel(app.SignInAudience))
	switch app.SignInAudience {
	case graph.AudienceOrgs:
		return holds("Accounts of any organization may sign in.")
	case graph.AudiencePersonal:
		return holds("", setup.Finding{Code: setup.CodeAudienceTooWide, Level: setup.LevelWarn, Subject: setup.AudienceSubject, Args: args})
	case graph.AudienceOwn:
		return holds("", setup.Finding{Code: setup.CodeAudienceSingleTenant, Level: setup.LevelFail, Subject: setup.AudienceSubject, Args: args})
	case graph.AudienceOnlyThem:
		return holds("", setup.Finding{Code: setup.CodeAudienceSingleTenant, Variant: "personal-only", Level: setup.LevelFail,
			Subject: setup.AudienceSubject, Args: args})
	}
	return unread("supported account types", setup.Reason{
		Text:   messages.Say("audience.unsaid", "audience", setup.AudienceLabel(app.SignInAudience)),
		Remedy: messages.Say("audience.look"),
	})
}

func checkFirstURI(_ setup.Snapshot, _ setup.Profile, app *graph.Application, _ As) setup.Report {
	return holds(FirstURI+" is there as a single-page application.", BoardFindings(mtp.Compare([]string{FirstURI}, Registered(app)), false)...)
}

// CheckPrincipal tells whether the service principal is there and lets people in.
func CheckPrincipal(s setup.Snapshot, p setup.Profile, app *graph.Application, as As) setup.Report {
	if !s.Principal.Known {
		return unread("service principal", s.Principal.Why)
	}
	sp := s.Principal.Value
	if sp == nil {
		missing := setup.Finding{Code: setup.CodeServicePrincipalMissing, Level: setup.LevelFail, Subject: app.AppID}
		if p.Secret.KeyID != "" {
			return holds("", missing) // a secret is made after it, so that it was there
		}
		return todo(p, as, missing)
	}
	var fs []setup.Finding
	off := sp.IsDisabled != nil && *sp.IsDisabled && len(DisabledFindings(app)) == 0 // else it follows from the registration
	if !sp.AccountEnabled || off {
		fs = append(fs, setup.Finding{Code: setup.CodeServicePrincipalDisabled, Level: setup.LevelFail, Subject: sp.ID})
	}
	if sp.AppRoleAssignmentRequired {
		fs = append(fs, setup.Finding{Code: setup.CodeAssignmentRequired, Level: setup.LevelWarn, Subject: sp.ID})
	}
	return holds("Its service principal is "+sp.ID+".", fs...)
}

// withoutApp says why nothing is told of a registration: there is none, or nobody
// could look.
func withoutApp(s setup.Snapshot) string {
	switch {
	case !s.SignedIn:
		return "not looked at, because nobody is signed in"
	case !s.App.Known:
		return "could not look"
	}
	return "no registration yet"
}

func registerFacts(s setup.Snapshot, p setup.Profile) (now, wanted string) {
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

func checkIDs(s setup.Snapshot, p setup.Profile, as As) setup.Report {
	return checkApp(func(s setup.Snapshot, _ setup.Profile, app *graph.Application, _ As) setup.Report {
		return holds("Read from Entra: application " + app.AppID + ", tenant " + s.Tenant.ID + ".")
	})(s, p, as)
}

func idFacts(s setup.Snapshot, p setup.Profile) (now, wanted string) {
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
