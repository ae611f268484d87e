package steps

import (
	"ssowizard/internal/graph"
	"ssowizard/internal/text"
)

// Kinds of a declared permission (Microsoft Graph docs, resourceAccess, type).
const (
	roleKind  = "Role"  // application permission
	scopeKind = "Scope" // delegated permission
)

// permissionChapter holds steps 15 to 20: the registration says what it will
// ask for. Declaring grants nothing.
func permissionChapter() []Stage {
	return []Stage{{ID: "15-20", Chapter: "Permission", Title: "User.Read.All", needs: []need{needApp},
		Why:   "With User.Read.All the MTP portal can look up your users by itself. It has to be the application permission; its delegated twin has the same name and does nothing here.",
		Steps: same(checkPermission, "15", "16", "17", "18", "19", "20"), Facts: permissionFacts}}
}

// declares tells whether the registration asks for User.Read.All of one kind.
func declares(app *graph.Application, kind string) bool {
	want := graph.UserReadAllRole
	if kind == scopeKind {
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

// checkPermission tells whether the registration declares what the proof needs.
func checkPermission(s Snapshot, p Profile, as As) Report {
	return checkApp(func(s Snapshot, p Profile, app *graph.Application, as As) Report {
		fs := excessFindings(s, app)
		if declares(app, roleKind) {
			return holds("\"API permissions\" lists User.Read.All as an application permission.", fs...)
		}
		if declares(app, scopeKind) {
			return holds("", append(fs, Finding{Code: CodePermissionWrongKind, Level: LevelFail, Subject: "User.Read.All", Want: "application permission", Got: "delegated permission",
				Text:   "User.Read.All is there, but as a delegated permission. The name is right, the kind is wrong.",
				Remedy: "Let the wizard add the application permission beside it, or choose \"Application permissions\" in step 18."})...)
		}
		return todo(p, as, Finding{Code: CodePermissionMissing, Level: LevelFail, Subject: "User.Read.All", Want: "declared", Got: "absent",
			Text:   "The registration does not ask for User.Read.All, so the MTP portal cannot read your users.",
			Remedy: "Let the wizard declare it."})
	})(s, p, as)
}

// excessFindings names application permissions beyond the one that is needed.
func excessFindings(s Snapshot, app *graph.Application) []Finding {
	var out []Finding
	for _, r := range app.RequiredResourceAccess {
		for _, a := range r.Access {
			if a.Type != roleKind || r.ResourceAppID == graph.GraphAppID && a.ID == graph.UserReadAllRole {
				continue
			}
			name := roleName(s, r.ResourceAppID, a.ID)
			out = append(out, Finding{Code: CodePermissionExcess, Level: LevelNote, Subject: name, Want: "User.Read.All only", Got: name,
				Text: "The registration also asks for " + name + ", which the MTP portal does not need. The wizard keeps it.", Remedy: "Nothing has to be done. If nobody needs it, remove it under \"API permissions\"."})
		}
	}
	return out
}

// roleName is an app role in words, by its id where the directory names none.
func roleName(s Snapshot, resource, id string) string {
	if resource == graph.GraphAppID && s.Graph.Known {
		for _, r := range s.Graph.Value.AppRoles {
			if r.ID == id {
				return r.Value
			}
		}
	}
	return id
}

func permissionFacts(s Snapshot, _ Profile) (now, wanted string) {
	wanted = "User.Read.All declared as application permission"
	switch {
	case s.App.Value == nil:
		return withoutApp(s), wanted
	case declares(s.App.Value, roleKind):
		return "User.Read.All is declared", wanted
	case declares(s.App.Value, scopeKind):
		return "User.Read.All is declared, but as the delegated kind", wanted
	}
	return "not declared", wanted
}

// consentChapter holds steps 21 and 22: somebody with the role agrees for the
// whole company.
func consentChapter() []Stage {
	return []Stage{{ID: "21-22", Chapter: "Consent", Title: "Grant admin consent", needs: []need{needApp, needPrincipal, needDeclared},
		Why:   "Steps 15–20 asked for the permission. Here an administrator grants it. Without it the MTP portal cannot read your users, and sign-in stops at \"Need admin approval\".",
		Steps: same(checkConsent, "21", "22"), Facts: consentFacts}}
}

var needPrincipal = need{"3-8", func(s Snapshot, _ Profile) bool { return !s.Principal.Known || s.Principal.Value != nil }}

// granted finds the grant of User.Read.All on Microsoft Graph.
func granted(s Snapshot) (graph.AppRoleAssignment, bool) {
	role := userReadAllRole(s)
	for _, g := range s.Grants.Value {
		if g.AppRoleID == role && (!s.Graph.Known || g.ResourceID == s.Graph.Value.ID) {
			return g, true
		}
	}
	return graph.AppRoleAssignment{}, false
}

// userReadAllRole resolves the id of the role by its name in this tenant; the
// published id serves where Graph's own service principal could not be read.
func userReadAllRole(s Snapshot) string {
	for _, r := range s.Graph.Value.AppRoles {
		if r.Value == "User.Read.All" {
			return r.ID
		}
	}
	return graph.UserReadAllRole
}

// checkConsent tells whether the declared permission was granted.
func checkConsent(s Snapshot, p Profile, as As) Report {
	return checkApp(func(s Snapshot, p Profile, app *graph.Application, as As) Report {
		if s.Principal.Known && s.Principal.Value == nil {
			return Report{Status: StatusTodo}
		}
		if !s.Grants.Known {
			return unread("granted permissions", s.Grants.Why)
		}
		if g, ok := granted(s); ok {
			return holds("User.Read.All "+grantedOn(g)+".", peopleFindings(s, app)...)
		}
		return todo(p, as, Finding{Code: CodeConsentMissing, Level: LevelFail, Subject: "User.Read.All", Want: "granted for the whole company", Got: "not granted",
			Text:   "User.Read.All was never granted, so the MTP portal cannot read your users.",
			Remedy: "Let the wizard grant it, or ask a colleague who is Privileged Role Administrator or Global Administrator."})
	})(s, p, as)
}

// grantedOn is since when the grant is there, where Entra says so.
func grantedOn(g graph.AppRoleAssignment) string {
	if g.CreatedDateTime == nil {
		return "is granted"
	}
	return "was granted on " + text.DayAndTime(*g.CreatedDateTime)
}

func consentFacts(s Snapshot, p Profile) (now, wanted string) {
	wanted = "granted for " + text.Or(p.Tenant.Name, "your company") + ", read back from Entra"
	if _, ok := granted(s); ok {
		return "User.Read.All is granted", wanted
	}
	switch {
	case s.App.Value == nil:
		return withoutApp(s), wanted
	case !s.Grants.Known:
		return "could not look", wanted
	case !declares(s.App.Value, roleKind):
		return "not declared, not granted", wanted
	}
	return "User.Read.All is declared, not granted", wanted
}
