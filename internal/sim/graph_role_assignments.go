package sim

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// throughGroup is the role-assignable group that an account holds a built-in role over the whole tenant
// through; false where it is its own.
func (a Account) throughGroup(template string) (string, bool) {
	for _, name := range a.Roles {
		if r, ok := roleByName(name); ok && r.template == template {
			return "", false
		}
	}
	for _, as := range a.Assignments {
		if r, ok := roleByName(as.Role); ok && r.template == template && as.Scope == "/" && as.Group != "" {
			return as.Group, true
		}
	}
	return "", false
}

// groupID is the object id of a group that only its name makes.
func (s *store) groupID(name string) string {
	n := 0
	for _, r := range strings.ToLower(name) {
		n = (n*31 + int(r)) % 0xffffffff
	}
	return s.localID(fmt.Sprintf("%08x-6702-4000-8000-000000000000", n))
}

// groupsOf are the role-assignable groups that an account is in.
func (a Account) groupsOf() []string {
	var out []string
	for _, as := range a.Assignments {
		out = union(out, []string{as.Group})
	}
	out = union(out, []string{a.EligibleThrough})
	return slices.DeleteFunc(out, func(name string) bool { return name == "" })
}

// assignmentsOf are all active roles of an account, with the principal that each is assigned to.
func (s *store) assignmentsOf(a Account) []object {
	var out []object
	add := func(id, definition, scope, group string) {
		principal := a.ID
		if group != "" {
			principal = s.groupID(group)
		}
		out = append(out, object{
			"id": id, "principalId": principal, "roleDefinitionId": definition, "directoryScopeId": scope,
			"appScopeId": nil, "condition": nil, "principalOrganizationId": s.sc.Tenant.ID,
		})
	}
	for _, template := range s.rolesOf(a.ID) {
		group, _ := a.throughGroup(template)
		add(template[:18]+a.ID[18:], template, "/", group)
	}
	for i, as := range a.Assignments {
		definition := fmt.Sprintf("%s-c057-4000-8000-%012x", a.ID[:8], i+1)
		if r, builtIn := roleByName(as.Role); builtIn {
			if definition = r.template; as.Scope == "/" {
				continue // among the roles
			}
		}
		add(fmt.Sprintf("%s-5c0b-%04x-%s", definition[:8], i+1, a.ID[19:]), definition, as.Scope, as.Group)
	}
	return out
}

// roleAssignments lists the active roles of all principals, custom and scoped ones included. What is held
// through a group stands there once for the group.
func (s *store) roleAssignments(g *graphRequest) (*reply, *refusal) {
	var out []object
	for _, a := range s.sc.Accounts {
		out = append(out, s.assignmentsOf(a)...)
	}
	return g.list(out, "unifiedRoleAssignment", "roleManagement/directory/roleAssignments")
}

// transitiveRoleAssignments lists the roles of one principal, also those of its groups: with the group as the
// principal. It is of the beta version, and wants $filter by the principal with $count and the header of an
// advanced query (Graph docs, rbacapplication-list-transitiveroleassignments).
func (s *store) transitiveRoleAssignments(g *graphRequest) (*reply, *refusal) {
	filter := g.query.Get("$filter")
	switch {
	case !g.advanced():
		return nil, unsupported("The request is only supported with the 'ConsistencyLevel:eventual' " +
			"header and $count=true.")
	case filter == "":
		return nil, badRequest("A $filter by principalId is required.")
	}
	keep, refused := g.filter("unifiedRoleAssignment") // which knows no other
	if refused != nil {
		return nil, refused
	}
	var out []object
	for _, a := range s.sc.Accounts {
		if keep(object{"principalId": a.ID}) {
			out = append(out, s.assignmentsOf(a)...)
		}
	}
	g.query.Del("$filter") // it is spent: a group's assignment is not the person's own
	defer g.query.Set("$filter", filter)
	return g.list(out, "unifiedRoleAssignment", "roleManagement/directory/transitiveRoleAssignments")
}

// eligibilities lists the roles that the caller may activate in Privileged Identity Management, which needs a
// P2 licence (Graph docs, unifiedroleeligibilityscheduleinstance-filterbycurrentuser).
func (s *store) eligibilities(g *graphRequest) (*reply, *refusal) {
	const typeName = "unifiedRoleEligibilityScheduleInstance"
	on := g.keys[0]
	switch {
	case on.keyName != "on":
		return nil, noSegment(cut(on.original, 80))
	case on.key != "principal":
		return nil, badRequest("The value '%s' of the parameter 'on' is not supported.", cut(on.key, 60))
	case s.sc.Licence != "P2":
		return nil, refuse(http.StatusBadRequest, "AadPremiumLicenseRequired",
			"The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.")
	}
	acc, _ := s.accountByID(g.who.AccountID)
	principal, member := acc.ID, "Direct"
	if acc.EligibleThrough != "" {
		principal, member = s.groupID(acc.EligibleThrough), "Group"
	}
	var out []object
	for _, name := range acc.Eligible {
		r, _ := roleByName(name)
		out = append(out, object{
			"@odata.type": "#microsoft.graph." + typeName, "id": s.localID(r.template),
			"principalId":      principal,
			"roleDefinitionId": r.template, "directoryScopeId": "/", "appScopeId": nil, "memberType": member,
			"roleEligibilityScheduleId": s.localID(r.template), "endDateTime": nil,
			"startDateTime": stamp(s.clk.now().Add(-origin)),
		})
	}
	return g.list(out, typeName, "Collection("+typeName+")")
}
