package sim

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

const mary, grace = "mary@contoso.com", "grace@contoso.com"

func TestRefusesWithoutToken(t *testing.T) {
	r := newRig(t, nil)
	for _, header := range []string{"", "Bearer ", "Bearer abc.def.ghi", "Basic abc", "Bearer " + r.bearer[:len(r.bearer)-4] + "AAAA"} {
		r.headers = map[string]string{"Authorization": header}
		a := r.refused(401, "InvalidAuthenticationToken", "GET", "/v1.0/me", nil)
		if !strings.HasPrefix(a.header.Get("WWW-Authenticate"), "Bearer ") {
			t.Errorf("%q: WWW-Authenticate is %q", header, a.header.Get("WWW-Authenticate"))
		}
	}
	r.headers = nil
	r.wait(25 * 60 * 60 * 1e9)
	if a := r.refused(401, "InvalidAuthenticationToken", "GET", "/v1.0/me", nil); !strings.Contains(a.message(), "expired") {
		t.Errorf("an old token is refused with %q", a.message())
	}
}

// grantUserReadAll is the body of a role assignment, ids to be inserted.
const grantUserReadAll = `{"principalId":"{sp}","resourceId":"{graph}","appRoleId":"df021288-bdef-4463-88db-98f22de89214"}`

// scopesWithout is everything a setup run asks for but one.
func scopesWithout(scope string) []string {
	return slices.DeleteFunc(slices.Clone(allScopes), func(s string) bool { return s == scope })
}

var noWrite = append(scopesWithout("Application.ReadWrite.All"), "Application.Read.All")

var deniedCases = []struct {
	name         string
	role         string // the only role of the admin; "" leaves Global Administrator
	who          string
	scopes       []string
	method, path string
	body         string
}{
	{"me without User.Read", "", "", []string{"AuditLog.Read.All"}, "GET", "/v1.0/me", ""},
	{"organization without scope", "", "", []string{"AuditLog.Read.All"}, "GET", "/v1.0/organization", ""},
	{"read applications without scope", "", "", []string{"User.Read"}, "GET", "/v1.0/applications", ""},
	{"create without scope", "", "", noWrite, "POST", "/v1.0/applications", `{"displayName":"x"}`},
	{"change without scope", "", "", noWrite, "PATCH", "/v1.0/applications/{app}", `{"notes":"x"}`},
	{"delete without scope", "", "", noWrite, "DELETE", "/v1.0/applications/{app}", ""},
	{"secret without scope", "", "", noWrite, "POST", "/v1.0/applications/{app}/addPassword", `{}`},
	{"service principal without scope", "", "", noWrite, "POST", "/v1.0/servicePrincipals", `{"appId":"{appId}"}`},
	{"grant without its scope", "", "", scopesWithout("AppRoleAssignment.ReadWrite.All"), "POST", "/v1.0/servicePrincipals/{sp}/appRoleAssignments", grantUserReadAll},
	{"grant with its scope alone", "", "", []string{"AppRoleAssignment.ReadWrite.All"}, "POST", "/v1.0/servicePrincipals/{sp}/appRoleAssignments", grantUserReadAll},
	{"grant by an Application Administrator", "Application Administrator", "", nil, "POST", "/v1.0/servicePrincipals/{sp}/appRoleAssignments", grantUserReadAll},
	{"grant by a Cloud Application Administrator", "Cloud Application Administrator", "", nil, "POST", "/v1.0/servicePrincipals/{graph}/appRoleAssignedTo", grantUserReadAll},
	{"grant by a member", "", mary, nil, "POST", "/v1.0/servicePrincipals/{sp}/appRoleAssignments", grantUserReadAll},
	{"change by a Privileged Role Administrator", "", grace, nil, "PATCH", "/v1.0/applications/{app}", `{"notes":"x"}`},
	{"change by a member", "", mary, nil, "PATCH", "/v1.0/applications/{app}", `{"notes":"x"}`},
	{"secret by a member", "", mary, nil, "POST", "/v1.0/applications/{app}/addPassword", `{}`},
	{"policy by an Application Administrator", "Application Administrator", "", nil, "GET", "/v1.0/policies/defaultAppManagementPolicy", ""},
	{"policy without scope", "", "", []string{"User.Read"}, "GET", "/v1.0/policies/defaultAppManagementPolicy", ""},
	{"authorization policy without scope", "", "", []string{"User.Read"}, "GET", "/v1.0/policies/authorizationPolicy", ""},
	{"recycle bin by a member", "", mary, nil, "GET", "/v1.0/directory/deletedItems/microsoft.graph.application", ""},
	{"recycle bin by a Privileged Role Administrator", "", grace, nil, "GET", "/v1.0/directory/deletedItems/microsoft.graph.application", ""},
	{"recycle bin by a Global Reader", "Global Reader", "", nil, "GET", "/v1.0/directory/deletedItems/microsoft.graph.servicePrincipal", ""},
	{"new policy by an Application Administrator", "Application Administrator", "", nil, "POST", "/v1.0/policies/appManagementPolicies", `{"displayName":"x","isEnabled":true,"restrictions":{}}`},
	{"users without scope", "", "", []string{"User.Read"}, "GET", "/v1.0/users", ""},
	{"eligibility without scope", "", "", []string{"User.Read"}, "GET", "/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')", ""},
	{"role assignments without scope", "", "", []string{"User.Read"}, "GET", "/v1.0/roleManagement/directory/roleAssignments", ""},
	{"log by an Application Administrator", "Application Administrator", "", nil, "GET", "/v1.0/auditLogs/signIns", ""},
	{"log without scope", "", "", scopesWithout("AuditLog.Read.All"), "GET", "/v1.0/auditLogs/signIns", ""},
	{"delegated grant without scope", "", "", scopesWithout("DelegatedPermissionGrant.ReadWrite.All"), "POST", "/v1.0/oauth2PermissionGrants", `{"clientId":"{sp}","consentType":"AllPrincipals","resourceId":"{graph}","scope":"User.Read"}`},
	{"delegated grant by a member", "", mary, nil, "POST", "/v1.0/oauth2PermissionGrants", `{"clientId":"{sp}","consentType":"AllPrincipals","resourceId":"{graph}","scope":"User.Read"}`},
	{"final deletion by a member", "", mary, nil, "DELETE", "/v1.0/directory/deletedItems/{app}", ""},
}

func TestRefusesWithoutScopeOrRole(t *testing.T) {
	only := func(role string) func(*Scenario) {
		return func(s *Scenario) { s.Accounts[0].Roles = []string{role} }
	}
	for _, c := range deniedCases {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, nil)
			ids := r.settled()
			if c.role != "" {
				r = newRig(t, only(c.role))
				ids = r.settled()
			}
			who, scopes := c.who, c.scopes
			if who == "" {
				who = r.d.sc.Admin
			}
			if scopes == nil {
				scopes = allScopes
			}
			r.as(who, scopes...)
			var body any
			if c.body != "" {
				body = insert(c.body, ids)
			}
			a := r.refused(403, "Authorization_RequestDenied", c.method, insert(c.path, ids), body)
			if a.message() != "Insufficient privileges to complete the operation." {
				t.Errorf("message %q", a.message())
			}
		})
	}
}

func TestWhoMayRegister(t *testing.T) {
	cases := []struct {
		name    string
		upn     string
		role    string
		members bool
		scope   string
		want    int
		owner   bool
	}{
		{"member when members may", mary, "", true, "Application.ReadWrite.All", 201, true},
		{"member when they may not", mary, "", false, "Application.ReadWrite.All", 403, false},
		{"developer when members may not", mary, "Application Developer", false, "Application.ReadWrite.All", 201, true},
		{"cloud application administrator", mary, "Cloud Application Administrator", false, "Application.ReadWrite.All", 201, false},
		{"with the smaller scope", mary, "Application Administrator", false, "AppRegistration.Create", 201, false},
		{"privileged role administrator when members may not", grace, "Privileged Role Administrator", false, "Application.ReadWrite.All", 403, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, func(s *Scenario) {
				s.Policy.MembersMayRegister = c.members
				for i := range s.Accounts {
					if s.Accounts[i].UPN == c.upn && c.role != "" {
						s.Accounts[i].Roles = []string{c.role}
					}
				}
			})
			r.as(c.upn, c.scope, "Application.Read.All")
			a := r.must(c.want, "POST", "/v1.0/applications", object{"displayName": "x"})
			if c.want != 201 {
				return
			}
			r.wait(5e9)
			owners := r.must(200, "GET", "/v1.0/applications/"+text(a.body, "id")+"/owners", nil).values()
			if (len(owners) == 1) != c.owner {
				t.Errorf("owners: %v, want one: %v", owners, c.owner)
			}
			if c.owner && c.scope == "Application.ReadWrite.All" {
				r.must(204, "PATCH", "/v1.0/applications/"+text(a.body, "id"), object{"notes": "mine"})
			}
		})
	}
}

func TestMembersHaveAQuota(t *testing.T) {
	r := newRig(t, nil)
	r.as(mary, allScopes...)
	for range 250 {
		r.must(201, "POST", "/v1.0/applications", object{"displayName": "x"})
	}
	r.refused(403, "Directory_QuotaExceeded", "POST", "/v1.0/applications", object{"displayName": "x"})
}

func TestRoleActivatedLaterNeedsANewToken(t *testing.T) {
	r := newRig(t, func(s *Scenario) {
		s.Accounts[0].Roles, s.Accounts[0].Eligible = nil, []string{"Global Administrator"}
	})
	admin := r.d.sc.Admin
	path := "/v1.0/policies/defaultAppManagementPolicy"
	r.refused(403, "Authorization_RequestDenied", "GET", path, nil)
	if err := r.d.activate(admin, "Reports Reader"); err == nil {
		t.Fatal("a role that the account is not eligible for was activated")
	}
	if err := r.d.activate(admin, "Global Administrator"); err != nil {
		t.Fatal(err)
	}
	roles := r.must(200, "GET", "/v1.0/me/transitiveMemberOf", nil).values()
	if !slices.ContainsFunc(roles, func(o object) bool { return o["roleTemplateId"] == roleGlobalAdministrator }) {
		t.Fatalf("the active role is not listed: %v", roles)
	}
	r.refused(403, "Authorization_RequestDenied", "GET", path, nil)
	r.as(admin, allScopes...)
	r.must(200, "GET", path, nil)
}

func TestGuestsSeeNothingWithoutARole(t *testing.T) {
	for _, role := range []string{"", "Global Reader"} {
		r := newRig(t, func(s *Scenario) {
			guest := Account{ID: "f3a81d67-9c2b-4e50-8d74-b6e1c5a9203f", UPN: "lin_fabrikam.example#EXT#@contoso.onmicrosoft.com", Name: "Lin Weber", UserType: "Guest"}
			if role != "" {
				guest.Roles = []string{role}
			}
			s.Accounts = append(s.Accounts, guest)
		})
		r.as("lin_fabrikam.example#EXT#@contoso.onmicrosoft.com", allScopes...)
		me := r.must(200, "GET", "/v1.0/me?$select=userType,mail", nil).body
		if me["userType"] != "Guest" || me["mail"] != "lin@fabrikam.example" {
			t.Errorf("me: %v", me)
		}
		for _, path := range []string{"/v1.0/users", "/v1.0/applications"} {
			want := http.StatusForbidden
			if role != "" {
				want = http.StatusOK
			}
			r.must(want, "GET", path, nil)
		}
	}
}

func TestApplicationByItself(t *testing.T) {
	r := newRig(t, nil)
	r.asApp("User.Read.All")
	if got := r.must(200, "GET", "/v1.0/users?$top=1&$select=id", nil).values(); len(got) != 1 {
		t.Errorf("users: %v", got)
	}
	r.refused(403, "Authorization_RequestDenied", "GET", "/v1.0/applications", nil)
	r.refused(400, "BadRequest", "GET", "/v1.0/me", nil)
	r.asApp()
	r.refused(403, "Authorization_RequestDenied", "GET", "/v1.0/users", nil)
}
