package sim

import (
	"errors"
	"reflect"
	"testing"
	"time"
)

const userReadAllRole = "df021288-bdef-4463-88db-98f22de89214"

func TestGrantAppRole(t *testing.T) {
	r := newRig(t, nil)
	ids := r.settled()
	own := "/v1.0/servicePrincipals/" + ids["sp"] + "/appRoleAssignments"
	grant := object{"principalId": ids["sp"], "resourceId": ids["graph"], "appRoleId": userReadAllRole}
	r.as(grace, allScopes...) // a Privileged Role Administrator may consent, though not register
	made := r.must(201, "POST", own, grant).body
	if made["resourceDisplayName"] != "Microsoft Graph" || made["principalDisplayName"] != "Voice" || made["principalType"] != "ServicePrincipal" {
		t.Errorf("created: %v", made)
	}
	if got := r.must(200, "GET", own, nil).values(); len(got) != 0 {
		t.Errorf("the list knows the grant at once: %v", got)
	}
	a := r.refused(400, "Request_BadRequest", "POST", "/v1.0/servicePrincipals/"+ids["graph"]+"/appRoleAssignedTo", grant)
	if a.message() != "Permission being assigned already exists on the object" || list(sub(a.body, "error"), "details")[0]["code"] != "InvalidUpdate" {
		t.Errorf("duplicate: %v", a.body)
	}
	if got := r.d.grantedRoles(ids["appId"]); len(got) != 0 {
		t.Errorf("tokens carry the role at once: %v", got)
	}
	r.wait(4 * time.Second)
	if got := r.d.grantedRoles(ids["appId"]); !reflect.DeepEqual(got, []string{"User.Read.All"}) {
		t.Errorf("roles in tokens: %v", got)
	}
	for _, path := range []string{own,
		"/v1.0/servicePrincipals(appId='" + ids["appId"] + "')/appRoleAssignments?$select=id,appRoleId", "/v1.0/servicePrincipals/" + ids["graph"] + "/appRoleAssignedTo"} {
		if got := r.must(200, "GET", path, nil).values(); len(got) != 1 || got[0]["appRoleId"] != userReadAllRole {
			t.Errorf("%s: %v", path, got)
		}
	}
	r.as(r.d.sc.Admin, allScopes...)
	one := "/v1.0/servicePrincipals/" + ids["graph"] + "/appRoleAssignedTo/" + text(made, "id")
	r.must(204, "DELETE", one, nil)
	r.refused(404, "Request_ResourceNotFound", "DELETE", one, nil)
	r.wait(5 * time.Second)
	if got := r.d.grantedRoles(ids["appId"]); len(got) != 0 {
		t.Errorf("tokens still carry the role: %v", got)
	}
}

func TestDelegatedGrants(t *testing.T) {
	r := newRig(t, nil)
	ids := r.settled()
	grants := "/v1.0/oauth2PermissionGrants"
	body := func(sp string) object {
		return object{"clientId": sp, "consentType": "AllPrincipals", "principalId": nil, "resourceId": ids["graph"], "scope": "User.Read openid"}
	}
	made := r.must(201, "POST", grants, body(ids["sp"])).body
	r.refused(409, "Request_MultipleObjectsWithSameKeyValue", "POST", grants, body(ids["sp"]))
	r.must(204, "PATCH", grants+"/"+text(made, "id"), object{"scope": "User.Read"})
	r.refused(400, "Request_BadRequest", "PATCH", grants+"/"+text(made, "id"), object{"clientId": ids["graph"]})
	r.refused(400, "Request_BadRequest", "POST", grants, object{"clientId": ids["appId"], "consentType": "AllPrincipals", "resourceId": ids["graph"], "scope": "x"})
	r.refused(400, "Request_BadRequest", "POST", grants, object{"clientId": ids["sp"], "consentType": "Principal", "resourceId": ids["graph"], "scope": "x"})
	r.wait(2 * time.Second)
	got := r.must(200, "GET", "/v1.0/servicePrincipals/"+ids["sp"]+"/oauth2PermissionGrants", nil).values()
	if len(got) != 1 || got[0]["scope"] != "User.Read" {
		t.Errorf("listed: %v", got)
	}
	r.must(204, "DELETE", grants+"/"+text(made, "id"), nil)
	r.refused(404, "Request_ResourceNotFound", "DELETE", grants+"/"+text(made, "id"), nil)

	// Right after its service principal was made, a grant is written although the answer says that it was not.
	app := r.must(201, "POST", "/v1.0/applications", object{"displayName": "Young"}).body
	r.wait(3 * time.Second)
	sp := text(r.must(201, "POST", "/v1.0/servicePrincipals", object{"appId": app["appId"]}).body, "id")
	r.refused(404, "Directory_ObjectNotFound", "POST", grants, body(sp))
	r.refused(409, "Request_MultipleObjectsWithSameKeyValue", "POST", grants, body(sp))
	r.wait(3 * time.Second)
	if got := r.must(200, "GET", "/v1.0/servicePrincipals/"+sp+"/oauth2PermissionGrants", nil).values(); len(got) != 1 {
		t.Errorf("phantom grant: %v", got)
	}
}

func TestConsentPageGrantsWhatIsDeclared(t *testing.T) {
	r := newRig(t, nil)
	app := r.must(201, "POST", "/v1.0/applications", object{"displayName": "Voice", "requiredResourceAccess": []any{object{
		"resourceAppId": graphResource, "resourceAccess": []any{
			object{"id": userReadAllRole, "type": "Role"}, object{"id": "e1fe6dd8-ba31-4d61-89e7-88639da4683d", "type": "Scope"},
		},
	}}}).body
	appID := text(app, "appId")
	id := func(upn string) string { a, _ := r.d.account(upn); return a.ID }
	if err := r.d.grantConsent("11111111-2222-4333-8444-555555555555", id(grace)); !errors.Is(err, errNoApp) {
		t.Errorf("unknown application: %v", err)
	}
	if err := r.d.grantConsent(appID, id(mary)); !errors.Is(err, errConsentRole) {
		t.Errorf("a member consents: %v", err)
	}
	for range 2 { // pressing "Accept" twice changes nothing
		if err := r.d.grantConsent(appID, id(grace)); err != nil {
			t.Fatal(err)
		}
	}
	st := r.d.view()
	if len(st.Grants) != 1 || st.Grants[0]["appRoleId"] != userReadAllRole || st.ServicePrincipal(appID) == nil {
		t.Errorf("grants %v, service principal %v", st.Grants, st.ServicePrincipal(appID))
	}
	if len(st.DelegatedGrants) != 1 || st.DelegatedGrants[0]["scope"] != "User.Read" {
		t.Errorf("delegated: %v", st.DelegatedGrants)
	}
}
