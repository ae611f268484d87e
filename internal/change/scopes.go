package change

import (
	"slices"
	"strings"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// Purpose is what a sign-in is for. It decides what Microsoft is asked for.
type Purpose int

// The purposes. A check that comes to a repair, and whatever else turns out to
// need more, steps up: see StepUp.
const (
	ForSetup   Purpose = iota
	ForCheck           // reads only
	ForRenewal         // a new secret, and the removal of the old one
	ForUndo            // what the receipts of this computer say was written
	ForName            // who somebody is, and nothing else; nobody's approval is needed
)

// ScopesFor are the rights that each purpose asks for, no refresh token among
// them. Each is named on Microsoft's consent page, and each stays in the tenant
// once it was agreed to. Source: Microsoft Graph permissions reference, by call.
//
//   - RoleManagement.Read.Directory: own roles, active and eligible
//   - Policy.Read.All: rules on secrets and registrations
//   - Directory.Read.All: the least that shows delegated grants, unless they are
//     written as well
//   - User.ReadBasic.All: people to compare with in step A2
//   - AuditLog.Read.All: the pilot sign-in in the log
//
// What an undo needs follows from the receipts; see toUndo.
var ScopesFor = map[Purpose][]string{
	ForSetup: {"User.Read", "RoleManagement.Read.Directory", "Policy.Read.All", ScopeApps, ScopeRoles,
		ScopeGrants, "User.ReadBasic.All", "AuditLog.Read.All"},
	ForCheck: {"User.Read", "Application.Read.All", "RoleManagement.Read.Directory", "Policy.Read.All",
		"Directory.Read.All", "AuditLog.Read.All"},
	ForRenewal: {"User.Read", "RoleManagement.Read.Directory", "Policy.Read.All", ScopeApps,
		"AuditLog.Read.All"},
	ForUndo: {"User.Read", "RoleManagement.Read.Directory", ScopeApps},
	ForName: {"User.Read"},
}

// The rights to write.
const (
	ScopeApps     = "Application.ReadWrite.All"
	ScopeRoles    = "AppRoleAssignment.ReadWrite.All"
	ScopeGrants   = "DelegatedPermissionGrant.ReadWrite.All"
	ScopePolicies = "Policy.ReadWrite.ApplicationConfiguration"
)

// writesWith says which right a write needs, by the path it goes to; the first
// that fits. Registrations, their secrets, service principals and the recycle
// bin are one right.
var writesWith = []struct{ part, scope string }{
	{"/appRoleAssigned", ScopeRoles},
	{"/oauth2PermissionGrants", ScopeGrants},
	{"/policies/", ScopePolicies},
	{"/appManagementPolicies", ScopePolicies},
	{"/applications", ScopeApps},
	{"/servicePrincipals", ScopeApps},
	{"/directory/deletedItems", ScopeApps},
}

// ScopeToWrite is the right that a write to this path needs; "" for a path that
// nothing is written to.
func ScopeToWrite(path string) string {
	for _, w := range writesWith {
		if strings.Contains(path, w.part) {
			return w.scope
		}
	}
	return ""
}

// Scopes are the rights that writing the plan needs.
func (p Plan) Scopes() []string {
	var out []string
	for _, q := range p.Requests {
		out = With(out, ScopeToWrite(q.Path))
	}
	return out
}

// ScopesToRepair are the rights that putting everything right may take, also what
// shows only once something else is repaired: of each phase that is not as it
// should be.
func ScopesToRepair(v judge.Verdict) []string {
	var out []string
	for _, r := range v.Phases {
		switch {
		case ActionOf(r.Phase.ID) == nil || r.Status == setup.StatusOK:
		case r.Phase.ID == "21-22":
			out = With(out, ScopeRoles, ScopeGrants)
		default:
			out = With(out, ScopeApps)
		}
	}
	return out
}

// With adds a right that is not there yet.
func With(list []string, scopes ...string) []string {
	for _, s := range scopes {
		if s != "" && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// Writes tells whether a right is one to write.
func Writes(scope string) bool { return strings.Contains(scope, "ReadWrite") }

// AskWords says in words what Microsoft is asked for. It speaks of the request:
// a token carries besides whatever was ever agreed to for the same application.
func AskWords(scopes []string) string {
	words := []struct{ scope, does string }{
		{ScopeApps, "to write app registrations"}, {ScopeRoles, "to grant permissions"},
		{ScopeGrants, "to grant permissions"},
		{ScopePolicies, "to write policies on app registrations"},
	}
	read, out := "to know your name", []string(nil)
	for _, s := range scopes {
		if s != "User.Read" && !Writes(s) {
			read = "to read your directory"
		}
	}
	for _, w := range words {
		if slices.Contains(scopes, w.scope) && !slices.Contains(out, w.does) {
			out = append(out, w.does)
		}
	}
	switch len(out) {
	case 0:
		return "asks " + read + ", and for nothing that could write"
	case 1:
		return "asks " + read + " and " + out[0]
	}
	return "asks " + read + ", " + strings.Join(out[:len(out)-1], ", ") + " and " + out[len(out)-1]
}
