package sim

import (
	"slices"
	"testing"
)

// TestRolesHeldThroughAGroup: the group is the principal, transitive lists alone show them for the person, and they want
// what the documentation says: the beta version, $count, the header and a filter.
func TestRolesHeldThroughAGroup(t *testing.T) {
	r := newRig(t, member(nil,
		Assignment{Role: "Application Administrator", Scope: "/", Group: "SSO administrators"},
		Assignment{Role: "SSO registrar", Actions: []string{actionCreateApp}, Scope: "/", Group: "SSO administrators"}))
	r.as(mary, allScopes...)
	acc, _ := r.d.account(mary)
	list := "/roleManagement/directory/transitiveRoleAssignments?$count=true&$filter=principalId eq '" + acc.ID + "'"
	r.refused(400, "Request_UnsupportedQuery", "GET", "/beta"+list, nil)
	r.headers = map[string]string{"ConsistencyLevel": "eventual"}
	r.refused(400, "Request_UnsupportedQuery", "GET", "/beta/roleManagement/directory/transitiveRoleAssignments?$filter=principalId eq '"+acc.ID+"'", nil)
	r.refused(400, "BadRequest", "GET", "/v1.0"+list, nil)
	r.refused(400, "Request_BadRequest", "GET", "/beta/roleManagement/directory/transitiveRoleAssignments?$count=true", nil)
	got := r.must(200, "GET", "/beta"+list, nil).values()
	if len(got) != 2 || got[0]["principalId"] == acc.ID || got[0]["principalId"] != got[1]["principalId"] {
		t.Errorf("transitive: %v", got)
	}
	r.headers = nil
	if own := r.must(200, "GET", "/v1.0/roleManagement/directory/roleAssignments?$filter=principalId eq '"+acc.ID+"'", nil).values(); len(own) != 0 {
		t.Errorf("of the person's own: %v", own)
	}
	held := names(r.must(200, "GET", "/v1.0/me/transitiveMemberOf", nil))
	if !slices.Contains(held, "Application Administrator") {
		t.Errorf("the role is not among the transitive memberships: %v", held)
	}
	r.must(201, "POST", "/v1.0/applications", object{"displayName": "x"})
}

func TestARoleEligibleThroughAGroup(t *testing.T) {
	r := newRig(t, func(s *Scenario) {
		s.Accounts[0].Roles, s.Accounts[0].Eligible, s.Accounts[0].EligibleThrough = nil, []string{"Global Administrator"}, "SSO administrators"
	})
	got := r.must(200, "GET", "/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')", nil).values()
	if len(got) != 1 || got[0]["memberType"] != "Group" || got[0]["principalId"] == r.d.sc.Accounts[0].ID {
		t.Errorf("eligible: %v", got)
	}
}
