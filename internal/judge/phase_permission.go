package judge

import (
	"slices"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// ReadAll is the permission that the setup is about, by its name in Microsoft Graph.
const ReadAll = "User.Read.All"

// permissionPhase holds steps 15 to 20: the registration says what it will
// ask for. Declaring grants nothing.
func permissionPhase() []Phase {
	return []Phase{{ID: "15-20", Chapter: "Permission", Title: "User.Read.All", Needs: []need{needApp},
		Why: "With User.Read.All the MTP portal can look up your users by itself. It has to be the " +
			"application permission; its delegated twin has the same name and does nothing here.",
		Steps:  same(PermissionState, "15", "16", "17", "18", "19", "20"),
		Wanted: always("User.Read.All declared as application permission")}}
}

// Declares tells whether the registration asks for User.Read.All of one kind.
func Declares(app *graph.Application, kind string) bool {
	want := graph.UserReadAllRole
	if kind == graph.DelegatedPermission {
		want = graph.UserReadAllScope
	}
	for _, r := range app.RequiredResourceAccess {
		if r.ResourceAppID != graph.GraphAppID {
			continue
		}
		for _, a := range r.Access {
			if a.ID == want && a.Type == kind {
				return true
			}
		}
	}
	return false
}

// PermissionState tells whether the registration declares what the proof needs.
func PermissionState(s setup.Snapshot, p setup.Profile, as As) State {
	app := appOf(s)
	fs := excessFindings(s, app)
	missing := setup.Finding{Code: setup.CodePermissionMissing, Level: setup.LevelFail, Subject: ReadAll}
	wrong := setup.Finding{Code: setup.CodePermissionWrongKind, Level: setup.LevelFail, Subject: ReadAll}
	out := State{todo(p, as, missing), "not declared", setup.LinkTodo, "not declared yet"}
	switch {
	case !s.App.Known:
		out.Link, out.Detail = setup.LinkUnknown, s.App.Why.Text
	case Declares(app, graph.ApplicationPermission):
		out = State{holds("\"API permissions\" lists User.Read.All as an application permission.", fs...),
			"User.Read.All is declared", setup.LinkOK, "as application permission"}
	case Declares(app, graph.DelegatedPermission):
		out.Report = holds("", append(fs, wrong)...)
		out.Now = "User.Read.All is declared, but as the delegated kind"
	}
	return out.ofApp(s, p)
}

// excessFindings names application permissions beyond the one that is needed.
func excessFindings(s setup.Snapshot, app *graph.Application) []setup.Finding {
	var out []setup.Finding
	for _, r := range app.RequiredResourceAccess {
		for _, a := range r.Access {
			wanted := r.ResourceAppID == graph.GraphAppID && a.ID == graph.UserReadAllRole
			if a.Type != graph.ApplicationPermission || wanted {
				continue
			}
			name := RoleName(s, r.ResourceAppID, a.ID)
			out = append(out, setup.Finding{Code: setup.CodePermissionExcess,
				Level: setup.LevelNote, Subject: name})
		}
	}
	return out
}

// RoleName is an app role in words, by its id where the directory names none.
func RoleName(s setup.Snapshot, resource, id string) string {
	if resource == graph.GraphAppID && s.Graph.Known {
		for _, r := range s.Graph.Value.AppRoles {
			if r.ID == id {
				return r.Value
			}
		}
	}
	return id
}

// consentPhase holds steps 21 and 22: somebody with the role agrees for the
// whole company.
func consentPhase() []Phase {
	return []Phase{{ID: "21-22", Chapter: "Consent", Title: "Grant admin consent",
		Needs: []need{needApp, needPrincipal, needDeclared},
		Why: "Steps 15–20 asked for the permission. Here an administrator grants it. Without it the " +
			"MTP portal cannot read your users, and sign-in stops at \"Need admin approval\".",
		Steps: same(ConsentState, "21", "22"), Wanted: func(_ setup.Snapshot, p setup.Profile) string {
			return "granted for " + text.Or(p.Tenant.Name, "your company") + ", read back from Entra"
		}}}
}

var needPrincipal = need{"3-8", func(s setup.Snapshot, _ setup.Profile) bool {
	return !s.Principal.Known || s.Principal.Value != nil
}}

// ConsentState tells whether the declared permission was granted.
func ConsentState(s setup.Snapshot, p setup.Profile, as As) State {
	missing := setup.Finding{Code: setup.CodeConsentMissing, Level: setup.LevelFail, Subject: ReadAll}
	out := State{todo(p, as, missing), "User.Read.All is declared, not granted", setup.LinkTodo,
		"not granted yet"}
	g, granted := setup.Granted(s)
	switch {
	case granted:
		out = State{holds("User.Read.All "+grantedOn(g)+".", PeopleFindings(s, appOf(s))...),
			"", setup.LinkOK, grantedOn(g)}
	case !s.Grants.Known:
		out = State{unread("granted permissions", s.Grants.Why), "could not look",
			setup.LinkUnknown, s.Grants.Why.Text}
	case !Declares(appOf(s), graph.ApplicationPermission):
		out.Now = "not declared, not granted"
	}
	if s.Principal.Known && s.Principal.Value == nil {
		out.Report = setup.Report{Status: setup.StatusTodo}
	}
	if out = out.ofApp(s, p); granted {
		out.Now = "User.Read.All is granted"
	}
	return out
}

// grantedOn is since when the grant is there, where Entra says so.
func grantedOn(g graph.AppRoleAssignment) string {
	if g.CreatedDateTime == nil {
		return "is granted"
	}
	return "was granted on " + text.DayAndTime(*g.CreatedDateTime)
}

// LandedSomewhere is so wherever the browser ends.
const LandedSomewhere = "If that shows \"This site can't be reached\" or a sign-in error, " +
	"the consent is given all the same; close the tab."

// Owns tells whether a person is among the owners.
func Owns(list []graph.Owner, person string) bool {
	return slices.ContainsFunc(list, func(o graph.Owner) bool { return setup.SameID(o.ID, person) })
}

// The phases that may be handed to a colleague.
const (
	ConsentPhase = "21-22"
	SecretPhase  = "23-27"
)
