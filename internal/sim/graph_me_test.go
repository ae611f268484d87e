package sim

import (
	"slices"
	"testing"
	"time"
)

func TestOrganizationShowsWhatTheScopesAllow(t *testing.T) {
	r := newRig(t, nil)
	path := "/v1.0/organization?$select=id,displayName,verifiedDomains,tenantType,assignedPlans"
	r.as(r.d.sc.Admin, "User.Read")
	o := r.must(200, "GET", path, nil).values()[0]
	if o["id"] != r.d.tenant().ID || o["displayName"] != r.d.tenant().Name || len(list(o, "verifiedDomains")) != 2 || o["tenantType"] != nil || o["assignedPlans"] != nil {
		t.Errorf("with User.Read: %v", o)
	}
	r.as(r.d.sc.Admin, "Organization.Read.All")
	o = r.must(200, "GET", path, nil).values()[0]
	if o["tenantType"] != "AAD" || len(list(o, "assignedPlans")) != 1 {
		t.Errorf("with Organization.Read.All: %v", o)
	}
}

func TestMembershipsNeedTheRightToReadRoles(t *testing.T) {
	r := newRig(t, nil)
	find := func() object {
		all := r.must(200, "GET", "/v1.0/me/transitiveMemberOf?$top=999&$select=id,displayName,roleTemplateId", nil).values()
		if !slices.ContainsFunc(all, func(o object) bool { return o["@odata.type"] == "#microsoft.graph.group" }) {
			t.Errorf("no group among %v", all)
		}
		i := slices.IndexFunc(all, func(o object) bool { return o["@odata.type"] == "#microsoft.graph.directoryRole" })
		return all[i]
	}
	if o := find(); o["roleTemplateId"] != roleGlobalAdministrator || o["id"] == roleGlobalAdministrator {
		t.Errorf("role: %v", o)
	}
	r.as(r.d.sc.Admin, "User.Read")
	if o := find(); o["roleTemplateId"] != nil || o["displayName"] != nil {
		t.Errorf("with User.Read alone: %v", o)
	}
}

func TestEligibleRoles(t *testing.T) {
	r := newRig(t, func(s *Scenario) {
		s.Accounts[0].Roles, s.Accounts[0].Eligible = nil, []string{"Global Administrator"}
	})
	base := "/v1.0/roleManagement/directory/"
	mine := "/filterByCurrentUser(on='principal')"
	got := r.must(200, "GET", base+"roleEligibilityScheduleInstances"+mine+"?$select=roleDefinitionId,directoryScopeId,memberType,endDateTime", nil).values()
	if len(got) != 1 || got[0]["roleDefinitionId"] != roleGlobalAdministrator || got[0]["directoryScopeId"] != "/" || got[0]["memberType"] != "Direct" {
		t.Errorf("eligible: %v", got)
	}
	active := func() int {
		n := 0
		for _, o := range r.must(200, "GET", "/v1.0/me/transitiveMemberOf?$top=999", nil).values() {
			if o["@odata.type"] == "#microsoft.graph.directoryRole" {
				n++
			}
		}
		return n
	}
	if n := active(); n != 0 {
		t.Errorf("%d roles are active before", n)
	}
	if err := r.d.activate(r.d.sc.Admin, "global administrator"); err != nil {
		t.Fatal(err)
	}
	if n := active(); n != 1 {
		t.Errorf("%d roles are active after", n)
	}
	acc, _ := r.d.account(r.d.sc.Admin)
	direct := r.must(200, "GET", base+"roleAssignments?$filter=principalId eq '"+acc.ID+"'&$select=roleDefinitionId,directoryScopeId", nil).values()
	if len(direct) != 1 || direct[0]["roleDefinitionId"] != roleGlobalAdministrator {
		t.Errorf("direct assignments: %v", direct)
	}
	r.refused(403, "Authorization_RequestDenied", "GET", base+"roleEligibilityScheduleInstances", nil)
}

func TestSignInLog(t *testing.T) {
	r := newRig(t, nil)
	ids := r.settled()
	acc, _ := r.d.account(mary)
	for _, code := range []int{50011, 0} {
		r.d.addSignIn(signInEntry{AppID: ids["appId"], AccountID: acc.ID, UPN: acc.UPN, ErrorCode: code, FailureReason: map[int]string{50011: "redirect"}[code]})
		r.wait(2 * time.Second)
	}
	path := "/v1.0/auditLogs/signIns?$top=10&$filter=appId eq '" + ids["appId"] + "' and createdDateTime ge 2026-09-01T08:00:00Z"
	if got := r.must(200, "GET", path, nil).values(); len(got) != 0 {
		t.Errorf("the log knows too early: %v", got)
	}
	r.wait(5 * time.Second)
	got := r.must(200, "GET", path, nil).values()
	if len(got) != 2 || sub(got[0], "status")["errorCode"] != 0.0 || sub(got[1], "status")["errorCode"] != 50011.0 ||
		sub(got[1], "status")["failureReason"] != "redirect" || got[0]["userPrincipalName"] != mary || got[0]["isInteractive"] != true {
		t.Errorf("log: %v", got)
	}
}

func TestHeadersForSupport(t *testing.T) {
	r := newRig(t, func(s *Scenario) { s.ClockOffset = Span(7 * time.Minute) })
	r.headers = map[string]string{"client-request-id": "e70c5c1b-0000-4000-8000-000000000001"}
	a := r.must(200, "GET", "/v1.0/me", nil)
	b := r.must(200, "GET", "/v1.0/me", nil)
	if !isGUID(a.header.Get("request-id")) || a.header.Get("request-id") == b.header.Get("request-id") || a.header.Get("client-request-id") != r.headers["client-request-id"] {
		t.Errorf("headers: %v", a.header)
	}
	if a.header.Get("Date") != "Tue, 01 Sep 2026 08:07:00 GMT" {
		t.Errorf("the Date header does not follow the tenant's clock: %s", a.header.Get("Date"))
	}
}

func TestScopesAreRemembered(t *testing.T) {
	r := newRig(t, nil)
	c := client{ID: graphTools, Name: "Tools"}
	r.d.rememberScopes(c, "account", []string{"User.Read"})
	r.d.rememberScopes(c, "account", []string{"User.Read", "Policy.Read.All"})
	if got := r.d.clientScopes(graphTools, "account"); !slices.Equal(got, []string{"User.Read", "Policy.Read.All"}) {
		t.Errorf("scopes %v", got)
	}
	if got := r.d.clientScopes(graphTools, "other"); len(got) != 0 {
		t.Errorf("of somebody else: %v", got)
	}
	r.d.rememberScopes(c, "", []string{"AuditLog.Read.All"})
	if got := r.d.clientScopes(graphTools, "other"); !slices.Equal(got, []string{"AuditLog.Read.All"}) {
		t.Errorf("for everybody: %v", got)
	}
}
