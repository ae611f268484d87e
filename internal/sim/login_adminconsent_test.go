package sim

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestAdminConsentPage(t *testing.T) {
	v2 := func(pairs ...string) string {
		q := values("client_id", kitApp, "scope", "https://graph.microsoft.com/.default", "redirect_uri", kitSPA, "state", "s1")
		for i := 0; i+1 < len(pairs); i += 2 {
			q.Set(pairs[i], pairs[i+1])
		}
		return "/contoso.com/v2.0/adminconsent?" + q.Encode()
	}
	tests := []struct {
		name, at, upn, decision string
		want                    string // on the page; "" when the browser goes on
		oauth                   string // error in the redirect
		granted                 bool
	}{
		{"accept", v2(), "ada@contoso.com", "accept", "", "", true},
		{"ask first", v2(), "ada@contoso.com", "", "Contoso &lt;SSO&gt;", "", false},
		{"decline", v2(), "ada@contoso.com", "cancel", "", "access_denied", false},
		{"not an administrator", v2(), "mel@contoso.com", "accept", "AADSTS90094", "", false},
		{"application administrator", v2(), "alan@contoso.com", "accept", "AADSTS90094", "", false},
		{"stranger", v2(), "eve@fabrikam.com", "accept", "AADSTS50020", "", false},
		{"wrong redirect", v2("redirect_uri", "https://evil.example/"), "ada@contoso.com", "accept", "AADSTS50011", "", false},
		{"no scope", v2("scope", ""), "ada@contoso.com", "accept", "AADSTS900144", "", false},
		{"unknown app", v2("client_id", kitHome), "ada@contoso.com", "accept", "AADSTS700016", "", false},
		{"short form", "/contoso.com/adminconsent?client_id=" + kitApp, "ada@contoso.com", "accept", "", "", true},
		{"short form declined", "/" + kitTenant + "/adminconsent?client_id=" + kitApp, "ada@contoso.com", "cancel", "", "access_denied", false},
		{"unknown tenant", "/fabrikam.com/adminconsent?client_id=" + kitApp, "ada@contoso.com", "accept", "AADSTS90002", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := startKit(t, nil)
			form := values("account", tt.upn, "decision", tt.decision)
			a := send(t, "POST", s.LoginURL()+tt.at, form)
			if tt.want != "" && (a.status != 200 || !strings.Contains(a.text, tt.want)) {
				t.Errorf("no %q on the page: %d %s", tt.want, a.status, a.text)
			}
			if tt.want == "" {
				q := a.location(t)
				asked, _ := url.Parse(tt.at)
				if q.Get("admin_consent") != "True" || q.Get("tenant") != kitTenant || q.Get("state") != asked.Query().Get("state") || q.Get("error") != tt.oauth ||
					q.Get("practice_address") != kitSPA {
					t.Errorf("redirect %v", q)
				}
				if to, _ := url.Parse(a.header.Get("Location")); to.Host != hostOf(s.PortalURL()) {
					t.Errorf("the browser leaves this computer for %s", to.Host)
				}
			}
			if got := len(s.dir.grantedRoles(kitApp)) == 1; got != tt.granted {
				t.Errorf("granted %v", got)
			}
		})
	}
	s, _ := startKit(t, nil)
	if a := send(t, "GET", s.LoginURL()+v2(), nil); a.status != 200 || !strings.Contains(a.text, "Sign in to approve") {
		t.Errorf("first page: %d %s", a.status, a.text)
	}
}

// TestConsentLandsOnAnAddressOfTheRegistration: the browser goes there by itself, whether somebody listens there or not,
// after the consent was recorded. A registration without an address ends on a number.
func TestConsentLandsOnAnAddressOfTheRegistration(t *testing.T) {
	landed := make(chan url.Values, 1)
	listener := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { landed <- r.URL.Query() }))
	deaf := httptest.NewServer(nil)
	deaf.Close()
	for name, address := range map[string]string{"somebody listens": listener.URL, "nobody listens": deaf.URL, "no address": ""} {
		s, _ := startKit(t, func(sc *Scenario) {
			sc.Applications[0]["spa"], sc.Applications[0]["web"] = object{"redirectUris": []any{}}, nil
			if address != "" {
				sc.Applications[0]["spa"] = object{"redirectUris": []any{address + "/users"}}
			}
		})
		page := s.LoginURL() + "/" + kitTenant + "/adminconsent?client_id=" + kitApp
		resp, err := http.PostForm(page, values("account", "ada@contoso.com", "decision", "accept")) // a browser: it follows
		if len(s.dir.grantedRoles(kitApp)) != 1 {
			t.Errorf("%s: nothing was granted", name)
		}
		switch {
		case name == "nobody listens" && err == nil:
			t.Errorf("%s: the browser reached %s", name, resp.Request.URL)
		case name != "nobody listens" && err != nil:
			t.Errorf("%s: %v", name, err)
		case name == "somebody listens":
			if q := <-landed; q.Get("admin_consent") != "True" || q.Get("tenant") != kitTenant || q.Get("code") != "" {
				t.Errorf("%s: it brings %v", name, q)
			}
		case name == "no address":
			raw, _ := io.ReadAll(resp.Body)
			if !strings.Contains(string(raw), "AADSTS500113") {
				t.Errorf("%s: %s", name, raw)
			}
		}
		if err == nil {
			_ = resp.Body.Close()
		}
	}
	listener.Close()
}
