package sim

import (
	"cmp"
	"net/http"
	"net/url"
)

var (
	clientAuthentication = []string{"client_secret_post", "private_key_jwt", "client_secret_basic"}
	claimsSupported      = []string{
		"sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid", "ver",
	}
)

// metadata serves the OpenID configuration of a tenant, which is also how anybody finds out whether a tenant
// exists.
func (l *loginService) metadata(w http.ResponseWriter, r *http.Request) {
	s, refusal := l.part(r)
	if refusal != nil {
		refusal.OAuth = "invalid_tenant" // this endpoint has its own word for it
		l.writeError(w, r, refusal)
		return
	}
	id := cmp.Or(s.id, "{tenantid}")
	path := s.raw
	if s.kind == "tenant" {
		path = s.id
	}
	base := l.root + "/" + path
	doc := map[string]any{
		"token_endpoint":                        base + "/oauth2/v2.0/token",
		"token_endpoint_auth_methods_supported": clientAuthentication,
		"jwks_uri":                              base + "/discovery/v2.0/keys",
		"response_modes_supported":              []string{"query", "fragment", "form_post"},
		"subject_types_supported":               []string{"pairwise"},
		"id_token_signing_alg_values_supported": []string{"HS256"},
		"response_types_supported":              []string{"code"},
		"scopes_supported":                      oidcScopes,
		"issuer":                                l.root + "/" + id + "/v2.0",
		"request_uri_parameter_supported":       false,
		"authorization_endpoint":                base + "/oauth2/v2.0/authorize",
		"device_authorization_endpoint":         base + "/oauth2/v2.0/devicecode",
		"claims_supported":                      claimsSupported,
		"cloud_instance_name":                   "microsoftonline.com",
		"msgraph_host":                          hostOf(l.graphRoot),
		"tenant_region_scope":                   nil,
	}
	if s.kind == "tenant" {
		doc["tenant_region_scope"] = l.dir.tenant().Region
	}
	w.Header().Set("Access-Control-Allow-Origin", "*")
	writeLoginJSON(w, http.StatusOK, doc)
}

// keys is empty: practice tokens are sealed with a key that never leaves the process.
func (l *loginService) keys(w http.ResponseWriter, _ *http.Request) {
	writeLoginJSON(w, http.StatusOK, map[string]any{"keys": []any{}})
}

func hostOf(root string) string {
	u, err := url.Parse(root)
	if err != nil {
		return ""
	}
	return u.Host
}
