package sim

import (
	"strings"
	"testing"
	"time"
)

func TestSecretIsShownOnce(t *testing.T) {
	r := newRig(t, nil)
	ids := r.settled()
	path := "/v1.0/applications/" + ids["app"]
	end := r.now().AddDate(2, 0, 0).Format(time.RFC3339)
	made := r.must(200, "POST", path+"/addPassword", object{"passwordCredential": object{"displayName": "MTP portal", "endDateTime": end}}).body
	value := text(made, "secretText")
	if len(value) < 16 || len(value) > 64 || made["hint"] != value[:3] || made["endDateTime"] != "2028-09-01T08:00:20Z" || made["displayName"] != "MTP portal" {
		t.Fatalf("made: %v", made)
	}
	o := r.must(200, "GET", path+"?$select=passwordCredentials", nil).body
	creds := list(o, "passwordCredentials")
	if len(creds) != 1 || creds[0]["keyId"] != made["keyId"] || creds[0]["hint"] != made["hint"] || creds[0]["secretText"] != nil {
		t.Fatalf("read back: %v", creds)
	}
	st := r.d.view()
	if st.Secrets[text(made, "keyId")] != value {
		t.Errorf("State does not know the secret")
	}
	st.Applications[0]["displayName"] = "changed in the copy"
	if r.d.view().Applications[0]["displayName"] == "changed in the copy" {
		t.Error("State is not a copy")
	}
	r.must(204, "POST", path+"/removePassword", object{"keyId": made["keyId"]})
	r.refused(400, "Request_BadRequest", "POST", path+"/removePassword", object{"keyId": made["keyId"]})
	r.refused(400, "Request_BadRequest", "POST", path+"/removePassword", object{"keyId": "x"})
	if len(r.d.view().Secrets) != 0 || r.d.secretState(ids["appId"], value) != secretUnknown {
		t.Error("the removed secret is still known")
	}
}

func TestNewSecretIsAcceptedIntermittently(t *testing.T) {
	r := newRig(t, nil)
	ids := r.settled()
	value := text(r.must(200, "POST", "/v1.0/applications/"+ids["app"]+"/addPassword",
		object{"passwordCredential": object{"endDateTime": r.now().Add(48 * time.Hour).Format(time.RFC3339)}}).body, "secretText")
	steps := []struct {
		after time.Duration
		want  secretVerdict
	}{
		{0, secretNotYet}, {2 * time.Second, secretNotYet}, {time.Second, secretGood}, {0, secretNotYet}, {2 * time.Second, secretNotYet},
		{time.Second, secretGood}, {0, secretGood}, {47 * time.Hour, secretGood}, {time.Hour, secretExpired},
	}
	for i, s := range steps {
		r.wait(s.after)
		if got := r.d.secretState(ids["appId"], value); got != s.want {
			t.Errorf("step %d: verdict %d, want %d", i, got, s.want)
		}
	}
	for _, wrong := range []string{"", value + "x", strings.ToUpper(value)} {
		if got := r.d.secretState(ids["appId"], wrong); got != secretUnknown {
			t.Errorf("%q: verdict %d", wrong, got)
		}
	}
	if got := r.d.secretState(graphResource, value); got != secretUnknown {
		t.Errorf("of another application: verdict %d", got)
	}
}

func TestPolicyAllowsWhatItsOwnPolicyAllows(t *testing.T) {
	r := newRig(t, func(s *Scenario) { s.Policy.ForbidSecrets = true })
	ids := r.settled()
	app := "/v1.0/applications/" + ids["app"]
	r.refused(400, "CredentialTypeNotAllowedAsPerAppPolicy", "POST", app+"/addPassword", object{})
	policy := r.must(201, "POST", "/v1.0/policies/appManagementPolicies", object{
		"displayName": "Allow", "description": "For a test.", "isEnabled": true, "restrictions": object{"passwordCredentials": []any{
			object{"restrictionType": "passwordAddition", "state": "disabled"},
			object{"restrictionType": "passwordLifetime", "state": "enabled", "maxLifetime": "P30D"},
		}},
	}).body
	r.must(204, "POST", app+"/appManagementPolicies/$ref", object{"@odata.id": "https://graph.microsoft.com/v1.0/policies/appManagementPolicies/" + text(policy, "id")})
	r.refused(400, "Request_BadRequest", "POST", app+"/appManagementPolicies/$ref", object{"@odata.id": text(policy, "id")})
	if got := r.must(200, "GET", app+"/appManagementPolicies", nil).values(); len(got) != 1 {
		t.Errorf("policies of the registration: %v", got)
	}
	short := object{"passwordCredential": object{"endDateTime": r.now().Add(29 * 24 * time.Hour).Format(time.RFC3339)}}
	r.must(200, "POST", app+"/addPassword", short)
	r.refused(400, "CredentialInvalidLifetimeAsPerAppPolicy", "POST", app+"/addPassword", object{})
	r.must(204, "DELETE", app+"/appManagementPolicies/"+text(policy, "id")+"/$ref", nil)
	r.refused(400, "CredentialTypeNotAllowedAsPerAppPolicy", "POST", app+"/addPassword", short)
	r.must(204, "PATCH", "/v1.0/policies/appManagementPolicies/"+text(policy, "id"), object{"isEnabled": false})
	r.must(204, "DELETE", "/v1.0/policies/appManagementPolicies/"+text(policy, "id"), nil)
	r.refused(404, "Request_ResourceNotFound", "GET", "/v1.0/policies/appManagementPolicies/"+text(policy, "id")+"/appliesTo", nil)
}

func TestDefaultPolicyTellsWhatIsForbidden(t *testing.T) {
	cases := []struct {
		name     string
		policy   Policy
		enabled  bool
		kinds    int
		audience string
	}{
		{"nothing", Policy{}, false, 0, "disabled"},
		{"secrets", Policy{ForbidSecrets: true}, true, 2, "disabled"},
		{"lifetime", Policy{MaxSecretLifetime: "P180D"}, true, 1, "disabled"},
		{"multitenant", Policy{ForbidMultiTenant: true}, true, 0, "enabled"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, func(s *Scenario) { s.Policy = c.policy })
			v1 := r.must(200, "GET", "/v1.0/policies/defaultAppManagementPolicy", nil).body
			apps := sub(v1, "applicationRestrictions")
			if v1["isEnabled"] != c.enabled || len(list(apps, "passwordCredentials")) != c.kinds {
				t.Errorf("v1.0: %v", v1)
			}
			if _, has := apps["audiences"]; has {
				t.Error("v1.0 shows the audiences restriction, which beta alone has")
			}
			beta := r.must(200, "GET", "/beta/policies/defaultAppManagementPolicy", nil).body
			if got := sub(sub(sub(beta, "applicationRestrictions"), "audiences"), "azureAdMultipleOrgs")["state"]; got != c.audience {
				t.Errorf("beta: audiences %v, want %s", got, c.audience)
			}
			may := r.must(200, "GET", "/v1.0/policies/authorizationPolicy?$select=defaultUserRolePermissions", nil).body
			if got := sub(may, "defaultUserRolePermissions")["allowedToCreateApps"]; got != c.policy.MembersMayRegister {
				t.Errorf("allowedToCreateApps: %v", got)
			}
		})
	}
}
