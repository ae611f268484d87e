package sim

import (
	"strings"
	"testing"
)

// refusalCase is one request that the tenant must not take.
type refusalCase struct {
	name    string
	change  func(*Scenario)
	who     string   // account; "" is the admin
	scopes  []string // nil is everything
	headers map[string]string
	method  string
	path    string
	body    string // "" is none
	status  int
	code    string
	text    string // part of the message
}

func runRefusals(t *testing.T, cases []refusalCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, nil)
			ids := r.settled()
			if c.change != nil { // after the objects exist, so that a policy does not stop the preparation
				c.change(&r.d.sc)
			}
			who, scopes := c.who, c.scopes
			if who == "" {
				who = r.d.sc.Admin
			}
			if scopes == nil {
				scopes = allScopes
			}
			r.as(who, scopes...)
			r.headers = c.headers
			var body any
			if c.body != "" {
				body = insert(c.body, ids)
			}
			a := r.call(c.method, insert(c.path, ids), body)
			if a.status != c.status || a.code() != c.code || !strings.Contains(a.message(), c.text) {
				t.Fatalf("got %d %s %q\nwant %d %s containing %q", a.status, a.code(), a.message(), c.status, c.code, c.text)
			}
			inner := sub(sub(a.body, "error"), "innerError")
			if text(inner, "request-id") != a.header.Get("request-id") || text(inner, "date") == "" || a.header.Get("Date") == "" {
				t.Errorf("the error does not carry its request id and date: %v", a.body)
			}
		})
	}
}

func TestRefusesWhatTheSchemaDoesNotHave(t *testing.T) {
	app := "/v1.0/applications/{app}"
	runRefusals(t, []refusalCase{
		{name: "unknown property", method: "PATCH", path: app, body: `{"dispalyName":"x"}`, status: 400, code: "Request_BadRequest", text: "Invalid property 'dispalyName'."},
		{name: "unknown nested property", method: "PATCH", path: app, body: `{"spa":{"uris":[]}}`, status: 400, code: "Request_BadRequest", text: "Invalid property 'uris'."},
		{name: "unknown in a collection", method: "PATCH", path: app, body: `{"requiredResourceAccess":[{"resourceAppId":"` + graphResource + `","access":[]}]}`, status: 400, code: "Request_BadRequest", text: "Invalid property 'access'."},
		{name: "unknown on create", method: "POST", path: "/v1.0/applications", body: `{"displayName":"x","audience":"y"}`, status: 400, code: "Request_BadRequest", text: "Invalid property 'audience'."},
		{name: "number for text", method: "PATCH", path: app, body: `{"displayName":7}`, status: 400, code: "Request_BadRequest", text: "expected type 'Edm.String'"},
		{name: "text for truth", method: "PATCH", path: app, body: `{"isFallbackPublicClient":"yes"}`, status: 400, code: "Request_BadRequest", text: "Edm.Boolean"},
		{name: "text for a complex value", method: "PATCH", path: app, body: `{"spa":"https://a.example"}`, status: 400, code: "Request_BadRequest", text: "StartObject"},
		{name: "text for a collection", method: "PATCH", path: app, body: `{"spa":{"redirectUris":"https://a.example"}}`, status: 400, code: "Request_BadRequest", text: "StartArray"},
		{name: "null collection", method: "PATCH", path: app, body: `{"spa":{"redirectUris":null}}`, status: 400, code: "Request_BadRequest", text: "null"},
		{name: "null in a collection", method: "PATCH", path: app, body: `{"tags":[null]}`, status: 400, code: "Request_BadRequest", text: "null"},
		{name: "not a GUID", method: "PATCH", path: app, body: `{"requiredResourceAccess":[{"resourceAppId":"` + graphResource + `","resourceAccess":[{"id":"User.Read.All","type":"Role"}]}]}`, status: 400, code: "Request_BadRequest", text: "Edm.Guid"},
		{name: "not a member of the enumeration", method: "PATCH", path: app, body: `{"nativeAuthenticationApisEnabled":"some"}`, status: 400, code: "Request_BadRequest", text: "nativeAuthenticationApisEnabled"},
		{name: "not a date", method: "POST", path: app + "/addPassword", body: `{"passwordCredential":{"endDateTime":"in two years"}}`, status: 400, code: "Request_BadRequest", text: "Edm.DateTimeOffset"},
		{name: "read-only appId", method: "PATCH", path: app, body: `{"appId":"` + graphResource + `"}`, status: 400, code: "Request_BadRequest", text: "read-only"},
		{name: "read-only on create", method: "POST", path: "/v1.0/applications", body: `{"displayName":"x","createdDateTime":"2026-01-01T00:00:00Z"}`, status: 400, code: "Request_BadRequest", text: "read-only"},
		{name: "uniqueName is immutable", method: "PATCH", path: app, body: `{"uniqueName":"other"}`, status: 400, code: "Request_BadRequest", text: "read-only"},
		{name: "secrets not by POST", method: "POST", path: "/v1.0/applications", body: `{"displayName":"x","passwordCredentials":[]}`, status: 400, code: "Request_BadRequest", text: "passwordCredentials"},
		{name: "secrets not by PATCH", method: "PATCH", path: app, body: `{"passwordCredentials":[]}`, status: 400, code: "Request_BadRequest", text: "service actions"},
		{name: "secretText cannot be chosen", method: "POST", path: app + "/addPassword", body: `{"passwordCredential":{"secretText":"x"}}`, status: 400, code: "Request_BadRequest", text: "read-only"},
		{name: "wrong type annotation", method: "PATCH", path: app, body: `{"@odata.type":"#microsoft.graph.user"}`, status: 400, code: "Request_BadRequest", text: "microsoft.graph.application"},
		{name: "unknown in a grant", method: "POST", path: "/v1.0/servicePrincipals/{sp}/appRoleAssignments", body: `{"principal":"{sp}"}`, status: 400, code: "Request_BadRequest", text: "Invalid property 'principal'."},
		{name: "read-only reply addresses stay readable only by name", method: "PATCH", path: "/v1.0/servicePrincipals/{sp}", body: `{"displayName":"x"}`, status: 400, code: "Request_BadRequest", text: "read-only"},
		{name: "unknown in $select", method: "GET", path: app + "?$select=id,name", status: 400, code: "BadRequest", text: "'name' on type 'microsoft.graph.application'"},
		{name: "unknown in $filter", method: "GET", path: "/v1.0/applications?$filter=name eq 'x'", status: 400, code: "BadRequest", text: "'name'"},
		{name: "unknown nested in $filter", method: "GET", path: "/v1.0/applications?$filter=spa/uris/any(p:p eq 'x')", status: 400, code: "Request_UnsupportedQuery", text: "'spa'"},
		{name: "wrong type in $filter", method: "GET", path: "/v1.0/applications?$filter=displayName eq 7", status: 400, code: "Request_UnsupportedQuery", text: "'displayName'"},
		{name: "quoted GUID in $filter", method: "GET", path: "/v1.0/servicePrincipals/{sp}/appRoleAssignments?$filter=resourceId eq '{graph}'", status: 400, code: "Request_UnsupportedQuery", text: "'resourceId'"},
	})
}

func TestRefusesMalformedRequests(t *testing.T) {
	runRefusals(t, []refusalCase{
		{name: "unknown version", method: "GET", path: "/v2.0/me", status: 400, code: "BadRequest", text: "Invalid version"},
		{name: "unknown segment", method: "GET", path: "/v1.0/teams", status: 400, code: "BadRequest", text: "Resource not found for the segment 'teams'."},
		{name: "unknown below", method: "GET", path: "/v1.0/applications/{app}/things", status: 400, code: "BadRequest", text: "segment 'things'"},
		{name: "unknown below me", method: "GET", path: "/v1.0/me/dog", status: 400, code: "BadRequest", text: "segment 'dog'"},
		{name: "unknown policy", method: "GET", path: "/v1.0/policies/mine", status: 400, code: "BadRequest", text: "segment 'mine'"},
		{name: "method", method: "PUT", path: "/v1.0/applications/{app}", status: 405, code: "Request_BadRequest", text: "method"},
		{name: "delete a list", method: "DELETE", path: "/v1.0/applications", status: 405, code: "Request_BadRequest", text: "method"},
		{name: "no content type", method: "PATCH", headers: map[string]string{"Content-Type": ""}, path: "/v1.0/applications/{app}", body: `{"notes":"x"}`, status: 400, code: "BadRequest", text: "Content-Type"},
		{name: "wrong content type", method: "PATCH", headers: map[string]string{"Content-Type": "text/plain"}, path: "/v1.0/applications/{app}", body: `{"notes":"x"}`, status: 415, code: "BadRequest", text: "text/plain"},
		{name: "not JSON", method: "PATCH", path: "/v1.0/applications/{app}", body: `{"notes":`, status: 400, code: "BadRequest", text: "valid JSON"},
		{name: "not an object", method: "PATCH", path: "/v1.0/applications/{app}", body: `[1]`, status: 400, code: "BadRequest", text: "StartObject"},
		{name: "too large", method: "PATCH", path: "/v1.0/applications/{app}", body: `{"notes":"` + strings.Repeat("x", maxGraphBody) + `"}`, status: 413, code: "RequestEntityTooLarge"},
		{name: "no body", method: "PATCH", path: "/v1.0/applications/{app}", status: 400, code: "BadRequest", text: "Empty Payload"},
		{name: "unknown key", method: "GET", path: "/v1.0/applications(name='x')", status: 400, code: "BadRequest", text: "not a key"},
		{name: "unknown id", method: "GET", path: "/v1.0/applications/" + graphResource, status: 404, code: "Request_ResourceNotFound", text: "does not exist"},
		{name: "client id where the object id belongs", method: "GET", path: "/v1.0/applications/{appId}", status: 404, code: "Request_ResourceNotFound"},
		{name: "missing without Prefer", method: "PATCH", path: "/v1.0/applications(uniqueName='none')", body: `{"displayName":"x"}`, status: 404, code: "Request_ResourceNotFound"},
		{name: "unknown parameter of an action", method: "POST", path: "/v1.0/applications/{app}/addPassword", body: `{"displayName":"x"}`, status: 400, code: "BadRequest", text: "not a valid parameter"},
		{name: "remove an unknown secret", method: "POST", path: "/v1.0/applications/{app}/removePassword", body: `{"keyId":"` + graphResource + `"}`, status: 400, code: "Request_BadRequest", text: "No password credential found"},
		{name: "secret that ends before it begins", method: "POST", path: "/v1.0/applications/{app}/addPassword", body: `{"passwordCredential":{"endDateTime":"2020-01-01T00:00:00Z"}}`, status: 400, code: "Request_BadRequest", text: "endDateTime"},
		{name: "unknown member of the bin", method: "DELETE", path: "/v1.0/directory/deletedItems/" + graphResource, status: 404, code: "Request_ResourceNotFound"},
		{name: "policy that is not there", method: "POST", path: "/v1.0/applications/{app}/appManagementPolicies/$ref", body: `{"@odata.id":"https://graph.microsoft.com/v1.0/policies/appManagementPolicies/` + graphResource + `"}`, status: 404, code: "Request_ResourceNotFound"},
	})
}

func TestRefusesByDirectoryRules(t *testing.T) {
	app := "/v1.0/applications/{app}"
	assign := "/v1.0/servicePrincipals/{sp}/appRoleAssignments"
	grant := `{"principalId":"{sp}","resourceId":"{graph}","appRoleId":"df021288-bdef-4463-88db-98f22de89214"}`
	uri := func(platform, u string) string { return `{"` + platform + `":{"redirectUris":[` + quote(u) + `]}}` }
	bad := func(name, body, text string) refusalCase {
		return refusalCase{name: name, method: "PATCH", path: app, body: body, status: 400, code: "Request_BadRequest", text: text}
	}
	runRefusals(t, []refusalCase{
		bad("no name", `{"displayName":" "}`, "displayName"),
		bad("name too long", `{"displayName":`+quote(strings.Repeat("n", 121))+`}`, "maximum length is 120"),
		bad("unknown audience", `{"signInAudience":"Everybody"}`, "signInAudience"),
		bad("same URI on two platforms", `{"web":{"redirectUris":["https://a.example/cb"]}}`, "distinct"),
		bad("same URI but for case", `{"web":{"redirectUris":["https://a.example/CB"]}}`, "distinct"),
		bad("same URI twice", `{"spa":{"redirectUris":["https://b.example/","https://b.example/"]}}`, "distinct"),
		bad("URI too long", uri("spa", "https://a.example/"+strings.Repeat("p", 256)), "256"),
		bad("http elsewhere", uri("spa", "http://a.example/cb"), "https"),
		bad("wildcard", uri("spa", "https://*.a.example/cb"), "Wildcards"),
		bad("fragment", uri("spa", "https://a.example/#/cb"), "Fragments"),
		bad("forbidden character", uri("spa", "https://a.example/cb;x"), "characters"),
		bad("not absolute", uri("spa", "a.example/cb"), "absolute"),
		bad("urn on spa", uri("spa", "urn:ietf:wg:oauth:2.0:oob"), "urn"),
		bad("own scheme on web", uri("web", "myapp://auth"), "scheme"),
		bad("more than 256 URIs", `{"spa":{"redirectUris":[`+strings.TrimSuffix(manyURIs(257), ",")+`]}}`, "maximum of 256"),
		bad("resource declared twice", `{"requiredResourceAccess":[{"resourceAppId":"`+graphResource+`","resourceAccess":[]},{"resourceAppId":"`+graphResource+`","resourceAccess":[]}]}`, "appears once"),
		bad("unknown kind of permission", `{"requiredResourceAccess":[{"resourceAppId":"`+graphResource+`","resourceAccess":[{"id":"df021288-bdef-4463-88db-98f22de89214","type":"Application"}]}]}`, "Scope or Role"),
		bad("tag with a blank", `{"tags":["a b"]}`, "tags"),
		{name: "no name on create", method: "POST", path: "/v1.0/applications", body: `{"signInAudience":"AzureADMyOrg"}`, status: 400, code: "Request_BadRequest", text: "displayName"},
		{name: "unique name taken", method: "POST", path: "/v1.0/applications", body: `{"displayName":"x","uniqueName":"voice"}`, status: 400, code: "Request_BadRequest", text: "Another object with the same value for property uniqueName already exists."},
		{name: "second service principal", method: "POST", path: "/v1.0/servicePrincipals", body: `{"appId":"{appId}"}`, status: 409, code: "Request_MultipleObjectsWithSameKeyValue", text: "already in use"},
		{name: "service principal of nothing", method: "POST", path: "/v1.0/servicePrincipals", body: `{"appId":"11111111-2222-4333-8444-555555555555"}`, status: 400, code: "Request_BadRequest", text: "does not reference a valid application object"},
		{name: "service principal without appId", method: "POST", path: "/v1.0/servicePrincipals", body: `{"tags":[]}`, status: 400, code: "Request_BadRequest", text: "appId"},
		{name: "client id in a grant", method: "POST", path: assign, body: strings.Replace(grant, "{sp}", "{appId}", 1), status: 400, code: "Request_BadRequest", text: "Not a valid reference update"},
		{name: "unknown resource in a grant", method: "POST", path: assign, body: strings.Replace(grant, "{graph}", "{app}", 1), status: 400, code: "Request_BadRequest", text: "Not a valid reference update"},
		{name: "scope id in a role grant", method: "POST", path: assign, body: strings.Replace(grant, "df021288-bdef-4463-88db-98f22de89214", "a154be20-db9c-4678-8ab7-66f6cc099a59", 1), status: 400, code: "Request_BadRequest", text: "was not found"},
		{name: "grant without role", method: "POST", path: assign, body: `{"principalId":"{sp}","resourceId":"{graph}"}`, status: 400, code: "Request_BadRequest", text: "appRoleId"},
		{name: "secrets forbidden", change: func(s *Scenario) { s.Policy.ForbidSecrets = true }, method: "POST", path: app + "/addPassword", body: `{}`, status: 400, code: "CredentialTypeNotAllowedAsPerAppPolicy", text: "Credential type not allowed"},
		{name: "lifetime capped", change: func(s *Scenario) { s.Policy.MaxSecretLifetime = "P180D" }, method: "POST", path: app + "/addPassword", body: `{}`, status: 400, code: "CredentialInvalidLifetimeAsPerAppPolicy", text: "exceeds the max value"},
		{name: "multitenant forbidden on create", change: func(s *Scenario) { s.Policy.ForbidMultiTenant = true }, method: "POST", path: "/v1.0/applications", body: `{"displayName":"x","signInAudience":"AzureADMultipleOrgs"}`, status: 400, code: "SignInAudienceNotAllowedAsPerAppPolicy", text: "'signInAudience'"},
		{name: "no P2 for eligibility", change: func(s *Scenario) { s.Licence = "P1" }, method: "GET", path: "/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')", status: 400, code: "AadPremiumLicenseRequired"},
		{name: "no license for the log", change: func(s *Scenario) { s.Licence = "free" }, method: "GET", path: "/v1.0/auditLogs/signIns", status: 403, code: "Authentication_RequestFromNonPremiumTenantOrB2CTenant"},
		{name: "eligibility of others", method: "GET", path: "/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='approver')", status: 400, code: "Request_BadRequest", text: "approver"},
	})
}

func manyURIs(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(quote("https://a.example/" + strings.Repeat("x", i%50) + string(rune('a'+i/50))))
		b.WriteByte(',')
	}
	return b.String()
}
