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
func registerPhases() []Phase {
	return []Phase{
		{ID: "3-8", Chapter: "Register", Title: "New registration", Needs: []need{NeedChoice},
			Why: "The registration tells Entra that the MTP portal may ask your users to sign in, " +
				"and at which addresses.",
			Steps: []Step{step("3", registrationState), step("4", ofRegistration(checkName)),
				step("5", ofRegistration(CheckAudience)),
				step("6", ofRegistration(checkFirstURI)), step("7", ofRegistration(checkFirstURI)),
				step("8", PrincipalState)},
			Wanted: always("a registration for accounts of any organization, with its service principal")},
		{ID: "9", Chapter: "Register", Title: "Copy the two ids", Needs: []need{needApp},
			Why: "The MTP portal asks for two ids: which registration, and which tenant. " +
				"They look alike; each has its own field.",
			Steps: []Step{step("9", idsState)}, Wanted: always("both ids at hand for the MTP portal")},
	}
}

// registrationState tells whether the registration is there and enabled.
func registrationState(s setup.Snapshot, p setup.Profile, _ As) State {
	app := appOf(s)
	out := State{holds("Registration "+app.AppID+" is there.", DisabledFindings(app)...), "",
		setup.LinkOK, app.DisplayName + " (" + app.AppID + ")"}
	switch {
	case !s.App.Known:
		out.Link, out.Detail = setup.LinkUnknown, s.App.Why.Text
	case s.App.Value == nil:
		out.Link, out.Detail = setup.LinkTodo, "none was chosen"
	}
	return out.ofApp(s, p)
}

// ofRegistration makes a look of a check that asks nothing but the registration.
func ofRegistration(check func(setup.Profile, *graph.Application) setup.Report) look {
	return func(s setup.Snapshot, p setup.Profile, _ As) State {
		return State{Report: check(p, appOf(s))}.ofApp(s, p)
	}
}

// DisabledFindings tell of a registration that Microsoft has disabled.
func DisabledFindings(app *graph.Application) []setup.Finding {
	if st := app.DisabledByMicrosoftStatus; st != "" && st != "NotDisabled" {
		return []setup.Finding{{Code: setup.CodeAppDisabled, Variant: "by-microsoft",
			Level: setup.LevelFail, Subject: app.AppID, Args: messages.With("status", st)}}
	}
	if app.IsDisabled != nil && *app.IsDisabled {
		return []setup.Finding{{Code: setup.CodeAppDisabled, Level: setup.LevelFail, Subject: app.AppID}}
	}
	return nil
}

func checkName(p setup.Profile, app *graph.Application) setup.Report {
	if want := p.Wanted.Name; want != "" && want != app.DisplayName {
		return holds("Its name is "+app.DisplayName+".",
			setup.Finding{Code: setup.CodeNameDiffers, Level: setup.LevelNote, Subject: app.AppID,
				Args: messages.With("wanted", want, "name", app.DisplayName)})
	}
	return holds("Its name is " + app.DisplayName + ".")
}

// CheckAudience tells whose accounts may sign in.
func CheckAudience(_ setup.Profile, app *graph.Application) setup.Report {
	args := messages.With("wanted", setup.AudienceLabel(graph.AudienceOrgs), "got",
		setup.AudienceLabel(app.SignInAudience))
	switch app.SignInAudience {
	case graph.AudienceOrgs:
		return holds("Accounts of any organization may sign in.")
	case graph.AudiencePersonal:
		return holds("", setup.Finding{Code: setup.CodeAudienceTooWide, Level: setup.LevelWarn,
			Subject: setup.AudienceSubject, Args: args})
	case graph.AudienceOwn:
		return holds("", setup.Finding{Code: setup.CodeAudienceSingleTenant, Level: setup.LevelFail,
			Subject: setup.AudienceSubject, Args: args})
	case graph.AudienceOnlyThem:
		return holds("", setup.Finding{Code: setup.CodeAudienceSingleTenant, Variant: "personal-only",
			Level: setup.LevelFail, Subject: setup.AudienceSubject, Args: args})
	}
	return unread("supported account types", setup.Reason{
		Text:   messages.Say("audience.unsaid", "audience", setup.AudienceLabel(app.SignInAudience)),
		Remedy: messages.Say("audience.look"),
	})
}

func checkFirstURI(_ setup.Profile, app *graph.Application) setup.Report {
	return holds(FirstURI+" is there as a single-page application.",
		BoardFindings(mtp.Compare([]string{FirstURI}, Registered(app)), false)...)
}

// PrincipalState tells whether the service principal is there and lets people in.
func PrincipalState(s setup.Snapshot, p setup.Profile, as As) State {
	app, sp := appOf(s), s.Principal.Value
	out := State{Now: app.DisplayName + " is registered"}
	switch {
	case !s.Principal.Known:
		out.Report = unread("service principal", s.Principal.Why)
		out.Link, out.Detail = setup.LinkUnknown, s.Principal.Why.Text
	case sp == nil:
		missing := setup.Finding{Code: setup.CodeServicePrincipalMissing, Level: setup.LevelFail,
			Subject: app.AppID}
		out = State{todo(p, as, missing), out.Now + ", without a service principal",
			setup.LinkTodo, "there is none yet"}
		if p.Secret.KeyID != "" {
			out.Report = holds("", missing) // a secret is made after it, so that it was there
		}
	default:
		out.Report = holds("Its service principal is "+sp.ID+".", principalFindings(app, sp)...)
		out.Link, out.Detail = setup.LinkOK, sp.ID
	}
	return out.ofApp(s, p)
}

func principalFindings(app *graph.Application, sp *graph.ServicePrincipal) []setup.Finding {
	var fs []setup.Finding
	// Where the registration is disabled, this follows from it.
	off := sp.IsDisabled != nil && *sp.IsDisabled && len(DisabledFindings(app)) == 0
	if !sp.AccountEnabled || off {
		fs = append(fs, setup.Finding{Code: setup.CodeServicePrincipalDisabled,
			Level: setup.LevelFail, Subject: sp.ID})
	}
	if sp.AppRoleAssignmentRequired {
		fs = append(fs, setup.Finding{Code: setup.CodeAssignmentRequired,
			Level: setup.LevelWarn, Subject: sp.ID})
	}
	return fs
}

// IDGiven is noted where the ids are known because a person gave the one that the
// domain does not tell.
const IDGiven = "the client ID was given here, the tenant ID follows from the domain"

func idsState(s setup.Snapshot, p setup.Profile, _ As) State {
	out := State{Report: holds("Read from Entra: application " + appOf(s).AppID + ", tenant " +
		s.Tenant.ID + ".")}
	out = out.ofApp(s, p)
	switch {
	case s.App.Value == nil && p.App.AppID != "" && !s.SignedIn:
		out.Now = "both ids are known here"
	case s.App.Value == nil && !s.SignedIn:
		out.Now = "the client ID is not known here"
	case s.App.Value == nil:
		out.Now = "the ids exist once the registration does"
	default:
		out.Now = "both ids were read from Entra"
	}
	return out
}
