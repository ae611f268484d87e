package sim

import (
	"strings"
	"testing"
	"time"
)

const delegatedGrants = "/v1.0/oauth2PermissionGrants"

// forEverybody is the body of a grant on behalf of all people.
func forEverybody(ids map[string]string, scope string) object {
	return object{"clientId": ids["sp"], "consentType": "AllPrincipals", "resourceId": ids["graph"], "scope": scope}
}

func TestWhoReadsDelegatedGrants(t *testing.T) {
	tests := []struct {
		name, scope string
		status      int
	}{
		{"the scope that writes them", "DelegatedPermissionGrant.ReadWrite.All", 200},
		{"the whole directory", "Directory.Read.All", 200},
		{"registrations only", "Application.ReadWrite.All", 403},
		{"application permissions only", "AppRoleAssignment.ReadWrite.All", 403},
		{"the person only", "User.Read", 403},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t, nil)
			ids := r.settled()
			made := r.must(201, "POST", delegatedGrants, forEverybody(ids, "User.Read")).body
			r.wait(5 * time.Second)
			r.as(r.d.sc.Admin, tt.scope)
			for _, path := range []string{
				"/v1.0/servicePrincipals(appId='" + ids["appId"] + "')/oauth2PermissionGrants",
				"/v1.0/servicePrincipals/" + ids["sp"] + "/oauth2PermissionGrants",
			} {
				if tt.status != 200 {
					r.refused(tt.status, "Authorization_RequestDenied", "GET", path, nil)
					continue
				}
				got := r.must(200, "GET", path, nil).values()
				if len(got) != 1 || got[0]["id"] != made["id"] || got[0]["scope"] != "User.Read" || got[0]["principalId"] != nil {
					t.Errorf("%s: %v", path, got)
				}
			}
		})
	}
}

func TestWhoWritesDelegatedGrants(t *testing.T) {
	tests := []struct {
		role, scope string
		allowed     bool
	}{
		{"Cloud Application Administrator", "DelegatedPermissionGrant.ReadWrite.All", true},
		{"Application Administrator", "DelegatedPermissionGrant.ReadWrite.All", true},
		{"Privileged Role Administrator", "DelegatedPermissionGrant.ReadWrite.All", true},
		{"Global Administrator", "DelegatedPermissionGrant.ReadWrite.All", true},
		{"Global Reader", "DelegatedPermissionGrant.ReadWrite.All", false},
		{"Application Developer", "DelegatedPermissionGrant.ReadWrite.All", false},
		{"Global Administrator", "Directory.Read.All", false},
		{"Global Administrator", "AppRoleAssignment.ReadWrite.All", false},
	}
	for _, tt := range tests {
		t.Run(tt.role+" with "+tt.scope, func(t *testing.T) {
			r := newRig(t, func(sc *Scenario) {
				sc.Accounts = append(sc.Accounts, Account{ID: "a0000000-0000-4000-8000-000000000009", UPN: "rob@contoso.com", Name: "Rob",
					UserType: "Member", Roles: []string{tt.role}})
			})
			ids := r.settled()
			made := r.must(201, "POST", delegatedGrants, forEverybody(ids, "User.Read")).body
			one := delegatedGrants + "/" + text(made, "id")
			r.as("rob@contoso.com", tt.scope)
			if !tt.allowed {
				r.refused(403, "Authorization_RequestDenied", "POST", delegatedGrants, forEverybody(ids, "User.Read"))
				r.refused(403, "Authorization_RequestDenied", "PATCH", one, object{"scope": "openid"})
				r.refused(403, "Authorization_RequestDenied", "DELETE", one, nil)
				if got := r.d.view().DelegatedGrants; len(got) != 1 || got[0]["scope"] != "User.Read" {
					t.Errorf("changed all the same: %v", got)
				}
				return
			}
			r.must(204, "PATCH", one, object{"scope": "openid"})
			r.must(204, "DELETE", one, nil)
			r.must(201, "POST", delegatedGrants, forEverybody(ids, "profile"))
			if got := r.d.view().DelegatedGrants; len(got) != 1 || got[0]["scope"] != "profile" {
				t.Errorf("left: %v", got)
			}
		})
	}
}

// The error after which the grant is there comes once for a client, also when that grant is taken back at once.
func TestPhantomFailureComesOnce(t *testing.T) {
	r := newRig(t, nil)
	app := r.must(201, "POST", "/v1.0/applications", object{"displayName": "Young"}).body
	r.wait(3 * time.Second)
	sp := r.must(201, "POST", "/v1.0/servicePrincipals", object{"appId": app["appId"]}).body
	ids := map[string]string{"sp": text(sp, "id"), "graph": r.d.spByAppID(graphResource).id()}
	r.refused(404, "Directory_ObjectNotFound", "POST", delegatedGrants, forEverybody(ids, "User.Read"))
	a := r.refused(409, "Request_MultipleObjectsWithSameKeyValue", "POST", delegatedGrants, forEverybody(ids, "User.Read"))
	if a.message() != "Permission entry already exists." {
		t.Errorf("message %q", a.message())
	}
	id := text(r.d.view().DelegatedGrants[0], "id")
	r.must(204, "DELETE", delegatedGrants+"/"+id, nil)
	r.must(201, "POST", delegatedGrants, forEverybody(ids, "User.Read"))
}

func TestRefusesDelegatedGrants(t *testing.T) {
	long := strings.Repeat("x", 3851)
	runRefusals(t, []refusalCase{
		{name: "too many scopes", method: "POST", path: delegatedGrants, body: `{"clientId":"{sp}","consentType":"AllPrincipals","resourceId":"{graph}","scope":"` + long + `"}`,
			status: 400, code: "Request_BadRequest", text: "scope"},
		{name: "null client", method: "POST", path: delegatedGrants, body: `{"clientId":null,"consentType":"AllPrincipals","resourceId":"{graph}","scope":"x"}`,
			status: 400, code: "Request_BadRequest", text: "clientId"},
		{name: "unknown resource", method: "POST", path: delegatedGrants, body: `{"clientId":"{sp}","consentType":"AllPrincipals","resourceId":"{app}","scope":"x"}`,
			status: 400, code: "Request_BadRequest", text: "queried reference-property objects are not present"},
		{name: "a person on behalf of everybody", method: "POST", path: delegatedGrants, body: `{"clientId":"{sp}","consentType":"AllPrincipals","principalId":"{sp}","resourceId":"{graph}","scope":"x"}`,
			status: 400, code: "Request_BadRequest", text: "consentType"},
		{name: "beta property", method: "POST", path: delegatedGrants, body: `{"clientId":"{sp}","consentType":"AllPrincipals","resourceId":"{graph}","scope":"x","expiryTime":"2030-01-01T00:00:00Z"}`,
			status: 400, code: "Request_BadRequest", text: "expiryTime"},
		{name: "unknown client", method: "GET", path: "/v1.0/servicePrincipals(appId='{app}')/oauth2PermissionGrants", status: 404, code: "Request_ResourceNotFound"},
		{name: "no writing below the client", method: "POST", path: "/v1.0/servicePrincipals/{sp}/oauth2PermissionGrants", body: `{}`, status: 405, code: "Request_BadRequest"},
	})
	r := newRig(t, nil)
	made := r.must(201, "POST", delegatedGrants, forEverybody(r.settled(), "User.Read")).body
	r.refused(400, "Request_BadRequest", "PATCH", delegatedGrants+"/"+text(made, "id"), object{"scope": long})
}

// Ids are the same in either case, so a grant in capitals is a duplicate and is found again.
func TestDelegatedGrantIgnoresTheCaseOfIDs(t *testing.T) {
	r := newRig(t, nil)
	ids := r.settled()
	loud := map[string]string{"sp": strings.ToUpper(ids["sp"]), "graph": strings.ToUpper(ids["graph"])}
	r.must(201, "POST", delegatedGrants, forEverybody(loud, "User.Read"))
	r.refused(409, "Request_MultipleObjectsWithSameKeyValue", "POST", delegatedGrants, forEverybody(ids, "User.Read"))
}

// The consent page adds what is declared to what was granted before; it does not make a second grant.
func TestConsentPageAddsToTheDelegatedGrant(t *testing.T) {
	r := newRig(t, nil)
	ids := r.settled()
	made := r.must(201, "POST", delegatedGrants, forEverybody(ids, "openid")).body
	r.must(204, "PATCH", "/v1.0/applications/"+ids["app"], object{"requiredResourceAccess": []any{object{
		"resourceAppId": graphResource, "resourceAccess": []any{object{"id": "E1FE6DD8-ba31-4d61-89e7-88639da4683d", "type": "Scope"}},
	}}})
	admin, _ := r.d.account(r.d.sc.Admin)
	for range 2 {
		if err := r.d.grantConsent(ids["appId"], admin.ID); err != nil {
			t.Fatal(err)
		}
	}
	got := r.d.view().DelegatedGrants
	if len(got) != 1 || got[0]["id"] != made["id"] || got[0]["consentType"] != "AllPrincipals" || got[0]["scope"] != "openid User.Read" {
		t.Errorf("granted: %v", got)
	}
}
