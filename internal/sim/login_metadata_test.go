package sim

import (
	"strings"
	"testing"
)

func TestMetadataFindsTenants(t *testing.T) {
	s, _ := startKit(t, nil)
	tests := []struct{ asked, issuer, region string }{
		{kitTenant, s.LoginURL() + "/" + kitTenant + "/v2.0", "EU"},
		{"contoso.com", s.LoginURL() + "/" + kitTenant + "/v2.0", "EU"},
		{"CONTOSO.onmicrosoft.COM", s.LoginURL() + "/" + kitTenant + "/v2.0", "EU"},
		{"organizations", s.LoginURL() + "/{tenantid}/v2.0", ""},
		{"common", s.LoginURL() + "/{tenantid}/v2.0", ""},
		{"consumers", s.LoginURL() + "/" + personalTenant + "/v2.0", ""},
	}
	for _, tt := range tests {
		a := send(t, "GET", s.LoginURL()+"/"+tt.asked+"/v2.0/.well-known/openid-configuration", nil)
		if a.status != 200 || a.str("issuer") != tt.issuer || a.str("tenant_region_scope") != tt.region {
			t.Errorf("%s: %d issuer %q region %q", tt.asked, a.status, a.str("issuer"), a.str("tenant_region_scope"))
		}
		if a.str("msgraph_host") != hostOf(s.GraphURL()) || a.str("cloud_instance_name") != "microsoftonline.com" {
			t.Errorf("%s: cloud %q %q", tt.asked, a.str("msgraph_host"), a.str("cloud_instance_name"))
		}
		for _, name := range []string{"token_endpoint", "authorization_endpoint", "device_authorization_endpoint", "jwks_uri"} {
			if !strings.HasPrefix(a.str(name), s.LoginURL()+"/") {
				t.Errorf("%s: %s is %q", tt.asked, name, a.str(name))
			}
		}
	}
}

func TestMetadataRefusesUnknownTenants(t *testing.T) {
	s, _ := startKit(t, nil)
	tests := []struct {
		asked string
		code  int
	}{
		{"fabrikam.com", 90002},
		{"99999999-9999-4999-8999-999999999999", 90002},
		{"00000000-0000-0000-0000-000000000000", 900021},
		{"nonsense", 900021},
	}
	for _, tt := range tests {
		a := send(t, "GET", s.LoginURL()+"/"+tt.asked+"/v2.0/.well-known/openid-configuration", nil)
		wantRefusal(t, a, 400, "invalid_tenant", tt.code)
		if !strings.Contains(a.str("error_description"), "'"+tt.asked+"'") {
			t.Errorf("%s is not named: %s", tt.asked, a.str("error_description"))
		}
	}
}

func TestErrorBodyHasTheDocumentedFields(t *testing.T) {
	s, clk := startKit(t, nil)
	breaks := map[bool]int{}
	for range 24 {
		a := send(t, "POST", s.LoginURL()+"/contoso.com/oauth2/v2.0/token", values(), "client-request-id", "my-own-id")
		for _, name := range []string{"error", "error_description", "timestamp", "trace_id", "correlation_id"} {
			if a.str(name) == "" {
				t.Fatalf("%s is missing: %s", name, a.text)
			}
		}
		d := a.str("error_description")
		if !strings.HasPrefix(d, "AADSTS900144: ") || !strings.Contains(d, "Trace ID: "+a.str("trace_id")) ||
			!strings.Contains(d, "Timestamp: "+clk.now().Format("2006-01-02 15:04:05Z")) {
			t.Fatalf("description %q", d)
		}
		if a.str("correlation_id") != "my-own-id" || a.header.Get("x-ms-request-id") != a.str("trace_id") {
			t.Fatalf("ids are not those of the request: %s", a.text)
		}
		if a.str("error_uri") != s.LoginURL()+"/error?code=900144" {
			t.Fatalf("error_uri %q", a.str("error_uri"))
		}
		breaks[strings.Contains(d, "\r\n")]++
	}
	if breaks[true] == 0 || breaks[false] == 0 {
		t.Errorf("descriptions come with and without line breaks; got %v", breaks)
	}
}
