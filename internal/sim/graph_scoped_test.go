package sim

import (
	"testing"
	"time"
)

// member lets Mary hold exactly these roles, and nobody register by default.
func member(roles []string, as ...Assignment) func(*Scenario) {
	return func(s *Scenario) {
		s.Policy.MembersMayRegister = false
		for i := range s.Accounts {
			if s.Accounts[i].UPN == mary {
				s.Accounts[i].Roles, s.Accounts[i].Assignments = roles, as
			}
		}
	}
}

func TestRolesThatMembershipsDoNotShow(t *testing.T) {
	custom := func(actions ...string) Assignment {
		return Assignment{Role: "App registrar", Actions: actions, Scope: "/"}
	}
	cases := []struct {
		name            string
		with            func(*Scenario)
		create, consent int
	}{
		{"custom role that creates", member(nil, custom(actionCreateAppAsOwner)), 201, 403},
		{"custom role that consents", member(nil, custom(actionConsentForAll+"microsoft-all-application-permissions")), 403, 201},
		{"administrator of a unit", member(nil, Assignment{Role: "Application Administrator", Scope: "/administrativeUnits/6a0e7c41-29bd-4d6f-8b52-0c9e7d1f3a54"}), 403, 403},
		{"hybrid identity administrator", member([]string{"Hybrid Identity Administrator"}), 201, 403},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, c.with)
			ids := r.settled()
			r.as(mary, allScopes...)
			shown := r.must(200, "GET", "/v1.0/me/transitiveMemberOf", nil).values()
			for _, o := range shown {
				if o["displayName"] == "App registrar" || o["displayName"] == "Application Administrator" {
					t.Errorf("a membership shows %v", o["displayName"])
				}
			}
			r.must(c.create, "POST", "/v1.0/applications", object{"displayName": "x"})
			r.must(c.consent, "POST", "/v1.0/servicePrincipals/"+ids["graph"]+"/appRoleAssignedTo", insert(grantUserReadAll, ids))
		})
	}
}

func TestAdministratorOfOneRegistration(t *testing.T) {
	r := newRig(t, nil)
	ids := r.settled()
	for i := range r.d.sc.Accounts {
		if r.d.sc.Accounts[i].UPN == mary {
			r.d.sc.Accounts[i].Assignments = []Assignment{{Role: "Cloud Application Administrator", Scope: "/" + ids["app"]}}
		}
	}
	r.as(mary, allScopes...)
	r.must(204, "PATCH", "/v1.0/applications/"+ids["app"], object{"notes": "mine"})
	other := r.d.view().Applications[0]
	r.refused(403, "Authorization_RequestDenied", "PATCH", "/v1.0/applications/"+text(other, "id"), object{"notes": "not mine"})
	all := r.must(200, "GET", "/v1.0/roleManagement/directory/roleAssignments", nil).values()
	seen := false
	for _, o := range all {
		seen = seen || o["directoryScopeId"] == "/"+ids["app"]
	}
	if !seen {
		t.Errorf("the assignments do not list it: %v", all)
	}
}

func TestWhoOwnsWhatAnUpsertMade(t *testing.T) {
	bind := []any{"https://graph.microsoft.com/v1.0/directoryObjects/9a61c7d8-4e05-4b39-b2f6-8e7d1c3a5072"}
	for _, c := range []struct {
		wire       string
		body       object
		made, then int
	}{
		{"", object{"displayName": "x"}, 201, 204},
		{"bound", object{"displayName": "x"}, 201, 403},
		{"bound", object{"displayName": "x", "owners@odata.bind": bind}, 201, 204},
		{"nobody", object{"displayName": "x"}, 201, 403},
		{"nobody", object{"displayName": "x", "owners@odata.bind": bind}, 400, 0},
	} {
		r := newRig(t, func(s *Scenario) { s.Wire.UpsertOwner = c.wire })
		r.as(mary, allScopes...)
		r.headers = map[string]string{"Prefer": "create-if-missing"}
		made := r.must(c.made, "PATCH", "/v1.0/applications(uniqueName='voice')", c.body)
		if c.made != 201 {
			continue
		}
		r.wait(time.Minute)
		r.must(c.then, "PATCH", "/v1.0/applications/"+text(made.body, "id"), object{"notes": "x"})
	}
}

func TestNameOfADeletedRegistrationIsKeptForThirtyDays(t *testing.T) {
	r := newRig(t, nil)
	ids := r.settled()
	bin := "/v1.0/directory/deletedItems/"
	r.must(204, "DELETE", "/v1.0/applications/"+ids["app"], nil)
	again := object{"displayName": "other", "uniqueName": "voice"}
	r.wait(29 * 24 * time.Hour)
	r.as(r.d.sc.Admin, allScopes...)
	r.refused(400, "Request_BadRequest", "POST", "/v1.0/applications", again)
	r.wait(25 * time.Hour)
	r.as(r.d.sc.Admin, allScopes...)
	r.refused(404, "Request_ResourceNotFound", "POST", bin+ids["app"]+"/restore", object{})
	r.must(201, "POST", "/v1.0/applications", again)
}

func TestNewServicePrincipalIsNotYetReplicated(t *testing.T) {
	r := newRig(t, func(s *Scenario) { s.Delays.Newborn, s.Delays.GrantUse = Span(2*time.Minute), Span(5*time.Minute) })
	ids := r.settled()
	r.must(201, "POST", "/v1.0/servicePrincipals/"+ids["graph"]+"/appRoleAssignedTo", insert(grantUserReadAll, ids))
	app := func() string {
		return r.tok.mint(grantInfo{TenantID: r.d.tenant().ID, ClientID: ids["appId"], AccountID: ids["sp"], Roles: r.d.grantedRoles(ids["appId"]), AppOnly: true, Life: time.Hour})
	}
	r.wait(time.Minute)
	r.bearer = app()
	r.refused(401, "Authorization_IdentityNotFound", "GET", "/v1.0/users?$top=1&$select=id", nil)
	r.wait(2 * time.Minute)
	r.bearer = app()
	r.refused(403, "Authorization_RequestDenied", "GET", "/v1.0/users?$top=1&$select=id", nil)
	r.wait(3 * time.Minute)
	r.bearer = app()
	r.must(200, "GET", "/v1.0/users?$top=1&$select=id", nil)
}

func TestDuplicateScopesAreABadRequestToo(t *testing.T) {
	r := newRig(t, func(s *Scenario) { s.Wire.DuplicateGrant = 400 })
	ids := r.settled()
	r.must(201, "POST", "/v1.0/oauth2PermissionGrants", forEverybody(ids, "User.Read"))
	a := r.refused(400, "Request_BadRequest", "POST", "/v1.0/oauth2PermissionGrants", forEverybody(ids, "User.Read"))
	if a.message() != "Permission entry already exists." {
		t.Errorf("message %q", a.message())
	}
}
