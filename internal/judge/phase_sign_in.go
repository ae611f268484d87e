package judge

import (
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// signInPhases holds steps 1 and 2: into the right tenant, and which
// registration the walk is about.
func signInPhases() []Phase {
	return []Phase{
		{ID: "1", Chapter: "Sign in", Title: "Your company's Entra",
			Why: "Everything that follows is made in one tenant. It has to be your own company's, " +
				"not a customer's.",
			Steps: []Step{step("1", signInState)}, Wanted: always("signed in to your own company's tenant")},
		{ID: "2", Chapter: "Sign in", Title: "App registrations",
			Why: "A registration is what Entra knows the MTP portal by. One is enough; " +
				"if there already is one, it can be used.",
			Steps: []Step{step("2", choiceState)}, Wanted: always("one registration chosen, or a new one")},
	}
}

func signInState(s setup.Snapshot, p setup.Profile, as As) State {
	out := State{setup.Report{Status: setup.StatusTodo}, "no company named yet",
		setup.LinkTodo, "no company was named"}
	if s.Tenant.ID == "" {
		return out
	}
	out.Link = setup.LinkOK
	out.Detail = text.Or(p.Tenant.Domain, text.Or(p.Tenant.Name, "the tenant")) + " is " + s.Tenant.ID
	if !s.SignedIn {
		out.Now = text.Or(p.Tenant.Domain, s.Tenant.ID) + ", not signed in"
		return out
	}
	out.Now = fmt.Sprintf("%s in %s", s.Identity.Username, text.Or(p.Tenant.Name, s.Tenant.ID))
	if s.Role.Known {
		out.Now += ", " + adminState(s, as).Now
	}
	fs := slices.Concat(accountState(s).Findings, adminState(s, as).Findings)
	switch {
	case s.Identity.TenantID != s.Tenant.ID:
		out.Report = holds("", setup.Finding{Code: setup.CodeTenantMismatch, Level: setup.LevelFail,
			Subject: s.Identity.Username, Args: messages.With("wanted", s.Tenant.ID, "got",
				s.Identity.TenantID, "domain", p.Tenant.Domain)})
	case !p.Own && !as.Checks(): // whose tenant it is matters before a write
		out.Findings = fs
	default:
		out.Report = holds("The token's tenant is "+s.Identity.TenantID+".", fs...)
	}
	return out
}

// accountState tells whose account it is.
func accountState(s setup.Snapshot) State {
	switch {
	case !s.SignedIn:
		return State{Now: "could not check", Report: unread("account", setup.Reason{
			Text: "nobody is signed in.", Remedy: "Sign in, or go the portal way and confirm each step."})}
	case s.Identity.Guest:
		guest := setup.Finding{Code: setup.CodeGuestAccount, Level: setup.LevelWarn,
			Subject: s.Identity.Username}
		return State{Now: s.Identity.Username + ", a guest", Report: holds("", guest)}
	}
	return State{Now: s.Identity.Username, Report: holds("")}
}

// adminState tells what the person's role allows.
func adminState(s setup.Snapshot, as As) State {
	if !s.SignedIn || !s.Role.Known {
		return State{Now: "could not check", Report: unread("directory role", orReason(s.Role.Why))}
	}
	return State{Now: s.Role.Value.Words(), Report: holds("", roleFindings(s, as)...)}
}

// roleFindings says what a role that was read allows, in its four answers.
func roleFindings(s setup.Snapshot, as As) []setup.Finding {
	r := s.Role.Value
	switch r.Consent {
	case setup.RoleActive:
		return nil
	case setup.RoleEligible:
		return []setup.Finding{{Code: setup.CodeRoleEligible, Level: setup.LevelWarn, Subject: r.ConsentRole}}
	case setup.RoleStale:
		return []setup.Finding{{Code: setup.CodeRoleStaleToken, Level: setup.LevelWarn,
			Subject: r.ConsentRole}}
	}
	if _, done := setup.Granted(s); done {
		return nil // somebody else gave the consent already
	}
	roles := strings.Join(r.Names, ", ")
	if r.Consent == setup.RoleUnseen {
		return []setup.Finding{{Code: setup.CodeRoleMissing,
			Variant: "unseen", Level: setup.LevelWarn, Subject: s.Identity.Username,
			Args: messages.With("roles", roles, "hidden", hiddenWords(r), "tried", as.tried())}}
	}
	return []setup.Finding{{Code: setup.CodeRoleMissing, Level: setup.LevelWarn, Subject: s.Identity.Username,
		Args: messages.With("roles", roles)}}
}

// hiddenWords says why a role that is not seen may be there.
func hiddenWords(r setup.RoleState) string {
	if r.Hidden.Known {
		return messages.Say("role.hidden")
	}
	return messages.Say("role.custom")
}

func choiceState(s setup.Snapshot, p setup.Profile, as As) State {
	switch app := s.App.Value; {
	case p.App.AppID == "" && p.Wanted.New:
		return State{Report: holds("You chose a new registration.", binFindings(s)...),
			Now: "a new registration, " + p.Wanted.Name}
	case p.App.AppID == "":
		return State{Report: setup.Report{Status: setup.StatusTodo, Findings: binFindings(s)},
			Now: candidateWords(s)}
	case !s.App.Known:
		return State{Report: unread("registration "+p.App.AppID, s.App.Why), Now: p.App.AppID}
	case app != nil:
		return State{Report: holds("The registration is there: "+app.DisplayName+".", twinFindings(s, p)...),
			Now: app.DisplayName + " (" + p.App.AppID + ")"}
	}
	if d := s.Deleted.Value; d != nil && !as.Checks() { // the next step brings it back
		return State{Report: holds("You chose " + text.Or(d.DisplayName, d.AppID) +
			", which is in the recycle bin."), Now: p.App.AppID}
	}
	return State{Report: holds("", GoneFinding(s, p)), Now: p.App.AppID}
}

// binFindings name the deleted registrations that could be the one wanted, before
// another is made in their place.
func binFindings(s setup.Snapshot) []setup.Finding {
	var out []setup.Finding
	for _, c := range s.Bin.Value {
		out = append(out, setup.Finding{Code: setup.CodeRegistrationCandidate, Variant: "deleted",
			Level: setup.LevelNote, Subject: c.App.AppID,
			Args: messages.With("found", c.Binned(), "name", c.App.DisplayName)})
	}
	return out
}

// GoneFinding tells a deleted registration, which can come back, from one that
// was never here.
func GoneFinding(s setup.Snapshot, p setup.Profile) setup.Finding {
	known := s.Deleted.Known
	switch d := s.Deleted.Value; {
	case known && d != nil && d.DeletedDateTime != nil:
		return setup.Finding{Code: setup.CodeAppDeleted, Variant: "dated", Level: setup.LevelFail,
			Subject: p.App.AppID, Args: messages.With("at", text.DayAndTime(*d.DeletedDateTime))}
	case known && d != nil:
		return setup.Finding{Code: setup.CodeAppDeleted, Level: setup.LevelFail, Subject: p.App.AppID}
	case p.App.Name == "": // no look has shown it
		return setup.Finding{Code: setup.CodeAppNotFound, Level: setup.LevelFail, Subject: p.App.AppID}
	case known:
		return setup.Finding{Code: setup.CodeAppNotFound, Variant: "gone", Level: setup.LevelFail,
			Subject: p.App.AppID, Args: messages.With("name", p.App.Name)}
	}
	return setup.Finding{Code: setup.CodeAppNotFound, Variant: "gone-unseen", Level: setup.LevelFail,
		Subject: p.App.AppID, Args: messages.With("name", p.App.Name, "readers", BinReaders())}
}

func candidateWords(s setup.Snapshot) string {
	if !s.Candidates.Known {
		return "not looked yet"
	}
	switch n := len(s.Candidates.Value); n {
	case 0:
		return "nothing here looks like it"
	case 1:
		return "one registration could be it: " + s.Candidates.Value[0].App.DisplayName
	default:
		return fmt.Sprintf("%d registrations could be it", n)
	}
}

// RoleNames are the names of the directory roles this walk knows, by template.
var RoleNames = map[string]string{
	graph.GlobalAdministrator:           "Global Administrator",
	graph.PrivilegedRoleAdministrator:   "Privileged Role Administrator",
	graph.ApplicationAdministrator:      "Application Administrator",
	graph.CloudApplicationAdministrator: "Cloud Application Administrator",
	graph.HybridIdentityAdministrator:   "Hybrid Identity Administrator",
	graph.ApplicationDeveloper:          "Application Developer",
	graph.GlobalReader:                  "Global Reader",
	graph.SecurityAdministrator:         "Security Administrator",
}
