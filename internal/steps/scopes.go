package steps

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

// scopesFor are the rights that each purpose asks for, no refresh token among
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
var scopesFor = map[Purpose][]string{
	ForSetup: {"User.Read", "RoleManagement.Read.Directory", "Policy.Read.All", scopeApps, scopeRoles, scopeGrants,
		"User.ReadBasic.All", "AuditLog.Read.All"},
	ForCheck:   {"User.Read", "Application.Read.All", "RoleManagement.Read.Directory", "Policy.Read.All", "Directory.Read.All", "AuditLog.Read.All"},
	ForRenewal: {"User.Read", "RoleManagement.Read.Directory", "Policy.Read.All", scopeApps, "AuditLog.Read.All"},
	ForUndo:    {"User.Read", "RoleManagement.Read.Directory", scopeApps},
	ForName:    {"User.Read"},
}

// The rights to write.
const (
	scopeApps     = "Application.ReadWrite.All"
	scopeRoles    = "AppRoleAssignment.ReadWrite.All"
	scopeGrants   = "DelegatedPermissionGrant.ReadWrite.All"
	scopePolicies = "Policy.ReadWrite.ApplicationConfiguration"
)

// writesWith says which right a write needs, by the path it goes to; the first
// that fits. Registrations, their secrets, service principals and the recycle
// bin are one right.
var writesWith = []struct{ part, scope string }{
	{"/appRoleAssigned", scopeRoles},
	{"/oauth2PermissionGrants", scopeGrants},
	{"/policies/", scopePolicies},
	{"/appManagementPolicies", scopePolicies},
	{"/applications", scopeApps},
	{"/servicePrincipals", scopeApps},
	{"/directory/deletedItems", scopeApps},
}

// scopeToWrite is the right that a write to this path needs; "" for a path that
// nothing is written to.
func scopeToWrite(path string) string {
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
		out = with(out, scopeToWrite(q.Path))
	}
	return out
}

// ScopesToRepair are the rights that putting everything right may take, also what
// shows only once something else is repaired: of each stage that is not as it
// should be.
func ScopesToRepair(v judge.Verdict) []string {
	var out []string
	for _, r := range v.Stages {
		switch {
		case ActionOf(r.Stage.ID) == nil || r.Status == setup.StatusOK:
		case r.Stage.ID == "21-22":
			out = with(out, scopeRoles, scopeGrants)
		default:
			out = with(out, scopeApps)
		}
	}
	return out
}

// toUndo are the rights that taking back needs, by what the receipts say was
// written. Whether something was built on a registration since is asked before
// it goes, and that wants its delegated grants to be read.
func toUndo(p setup.Profile) []string {
	out := slices.Clone(scopesFor[ForUndo])
	removes := false
	all := p.Receipts
	if p.Begun != nil { // the look after the sign-in may make a receipt of it
		all = append(all[:len(all):len(all)], *p.Begun)
	}
	for _, r := range all {
		if r.Undone != nil || r.Action == setup.UndoAction {
			continue
		}
		out = with(out, scopeToWrite(r.Inverse))
		removes = removes || kindOf(r).builtOn
	}
	if removes && !slices.Contains(out, scopeGrants) {
		out = with(out, "Directory.Read.All")
	}
	return out
}

// with adds a right that is not there yet.
func with(list []string, scopes ...string) []string {
	for _, s := range scopes {
		if s != "" && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// writes tells whether a right is one to write.
func writes(scope string) bool { return strings.Contains(scope, "ReadWrite") }

// AskWords says in words what Microsoft is asked for. It speaks of the request:
// a token carries besides whatever was ever agreed to for the same application.
func AskWords(scopes []string) string {
	words := []struct{ scope, does string }{
		{scopeApps, "to write app registrations"}, {scopeRoles, "to grant permissions"}, {scopeGrants, "to grant permissions"},
		{scopePolicies, "to write policies on app registrations"},
	}
	read, out := "to know your name", []string(nil)
	for _, s := range scopes {
		if s != "User.Read" && !writes(s) {
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
