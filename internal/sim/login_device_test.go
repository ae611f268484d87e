package sim

import (
	"strings"
	"testing"
	"time"

	"ssowizard/internal/must"
)

const adminScopes = "openid profile User.Read Application.ReadWrite.All"

func startDevice(t *testing.T, s *Server, tenant, scope string) answer {
	t.Helper()
	a := send(t, "POST", s.LoginURL()+"/"+tenant+"/oauth2/v2.0/devicecode", values("client_id", toolClient, "scope", scope))
	if a.status != 200 {
		t.Fatalf("no code: %s", a.text)
	}
	return a
}

func poll(t *testing.T, s *Server, tenant string, code answer) answer {
	t.Helper()
	return send(t, "POST", s.LoginURL()+"/"+tenant+"/oauth2/v2.0/token",
		values("grant_type", deviceGrantType, "client_id", toolClient, "device_code", code.str("device_code"), "scope", adminScopes))
}

func TestDeviceCodeRequest(t *testing.T) {
	s, _ := startKit(t, nil)
	tests := []struct {
		name, tenant string
		form         []string
		oauth        string
		code         int
	}{
		{"no client", "contoso.com", []string{"scope", "openid"}, "invalid_request", 900144},
		{"no scope", "contoso.com", []string{"client_id", toolClient}, "invalid_request", 900144},
		{"unknown client", "contoso.com", []string{"client_id", kitHome, "scope", "openid"}, "unauthorized_client", 700016},
		{"unknown scope", "contoso.com", []string{"client_id", toolClient, "scope", "openid Applikation.Read.All"}, "invalid_scope", 70011},
		{"scope with .default", "contoso.com", []string{"client_id", toolClient, "scope", "https://graph.microsoft.com/.default User.Read"}, "invalid_scope", 70011},
		{"other resource", "contoso.com", []string{"client_id", toolClient, "scope", "https://vault.example/.default"}, "invalid_resource", 500011},
		{"first party by name", "contoso.com", []string{"client_id", cliClient, "scope", "User.Read"}, "invalid_request", 65002},
		{"bad claims", "contoso.com", []string{"client_id", toolClient, "scope", "openid", "claims", "{"}, "invalid_request", 9002313},
		{"unknown tenant", "fabrikam.com", []string{"client_id", toolClient, "scope", "openid"}, "invalid_request", 90002},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := send(t, "POST", s.LoginURL()+"/"+tt.tenant+"/oauth2/v2.0/devicecode", values(tt.form...))
			wantRefusal(t, a, 400, tt.oauth, tt.code)
		})
	}
	t.Run("body of another type", func(t *testing.T) {
		a := send(t, "POST", s.LoginURL()+"/contoso.com/oauth2/v2.0/devicecode", values("client_id", toolClient, "scope", "openid"), "Content-Type", "application/json")
		wantRefusal(t, a, 400, "invalid_request", 900144)
	})
	t.Run("GET", func(t *testing.T) {
		wantRefusal(t, send(t, "GET", s.LoginURL()+"/contoso.com/oauth2/v2.0/devicecode", nil), 400, "invalid_request", 900561)
	})
	t.Run("good", func(t *testing.T) {
		a := startDevice(t, s, "contoso.com", s.GraphURL()+"/User.Read openid")
		if len(a.str("user_code")) != 9 || a.str("verification_uri") != s.LoginURL()+"/devicelogin" ||
			a.json["expires_in"] != 900.0 || a.json["interval"] != 5.0 || !strings.Contains(a.str("message"), a.str("user_code")) {
			t.Errorf("answer %s", a.text)
		}
	})
}

func TestDeviceCodeLife(t *testing.T) {
	s, clk := startKit(t, nil)
	code := startDevice(t, s, "contoso.com", adminScopes)
	wantRefusal(t, poll(t, s, "contoso.com", code), 400, "authorization_pending", 70016)
	clk.advance(5 * time.Second)
	wantRefusal(t, poll(t, s, "contoso.com", code), 400, "authorization_pending", 70016)
	clk.advance(4 * time.Second)
	if a := poll(t, s, "contoso.com", code); a.status != 400 || a.str("error") != "slow_down" {
		t.Fatalf("too fast: %s", a.text)
	}
	clk.advance(6 * time.Second) // enough before, not after a slow_down
	if a := poll(t, s, "contoso.com", code); a.str("error") != "slow_down" {
		t.Fatalf("the interval has to grow by slow_down: %s", a.text)
	}
	must.Do(t, s.ApproveDevice(strings.ToLower(code.str("user_code")), ""))
	clk.advance(15 * time.Second)
	a := poll(t, s, kitTenant, code) // the domain and the GUID are the same tenant
	if a.status != 200 || a.str("token_type") != "Bearer" || a.str("refresh_token") != "" {
		t.Fatalf("no token: %s", a.text)
	}
	id, access := claimsOf(t, a.str("id_token")), claimsOf(t, a.str("access_token"))
	if id["tid"] != kitTenant || id["preferred_username"] != "ada@contoso.com" || id["aud"] != toolClient || id["iss"] != s.LoginURL()+"/"+kitTenant+"/v2.0" {
		t.Errorf("id token %v", id)
	}
	life := a.json["expires_in"].(float64)
	if life < 3600 || life > 5400 || access["exp"].(float64)-access["iat"].(float64) != life {
		t.Errorf("life %v, %v", life, access)
	}
	if wids, _ := access["wids"].([]any); len(wids) != 2 || wids[0] != roleGlobalAdministrator || wids[1] != memberMarker {
		t.Errorf("wids %v", access["wids"])
	}
	if !strings.Contains(access["scp"].(string), "Application.ReadWrite.All") {
		t.Errorf("scp %v", access["scp"])
	}
	clk.advance(time.Minute)
	wantRefusal(t, poll(t, s, "contoso.com", code), 400, "invalid_grant", 54005)
}

func TestDeviceCodeEndings(t *testing.T) {
	tests := []struct {
		name  string
		rules SignInRules
		act   func(*Server, *testClock, string) error
		shown int // AADSTS number in the browser
		oauth string
		code  int
	}{
		{"declined", SignInRules{}, func(s *Server, _ *testClock, c string) error { return s.DeclineDevice(c) }, 0, "authorization_declined", 65004},
		{"expired by hand", SignInRules{}, func(s *Server, _ *testClock, c string) error { return s.ExpireDevice(c) }, 0, "expired_token", 70020},
		{"expired by time", SignInRules{}, func(_ *Server, clk *testClock, _ string) error { clk.advance(deviceLife); return nil }, 0, "expired_token", 70020},
		{"blocked at the token endpoint", SignInRules{DeviceCode: "blocked-token"},
			func(s *Server, _ *testClock, c string) error { return s.ApproveDevice(c, "") }, 0, "invalid_grant", 53003},
		{"blocked by security defaults", SignInRules{DeviceCode: "blocked-token", BlockCode: 530035},
			func(s *Server, _ *testClock, c string) error { return s.ApproveDevice(c, "") }, 0, "invalid_grant", 530035},
		{"blocked in the browser only", SignInRules{DeviceCode: "blocked-browser"},
			func(s *Server, _ *testClock, c string) error { return s.ApproveDevice(c, "") }, 53003, "authorization_pending", 70016},
		{"a member asked for admin scopes", SignInRules{},
			func(s *Server, _ *testClock, c string) error { return s.ApproveDevice(c, "mel@contoso.com") }, 90094, "authorization_pending", 70016},
		{"nobody of this tenant", SignInRules{},
			func(s *Server, _ *testClock, c string) error { return s.ApproveDevice(c, "x@fabrikam.com") }, 50020, "authorization_pending", 70016},
		{"no such account", SignInRules{},
			func(s *Server, _ *testClock, c string) error { return s.ApproveDevice(c, "x@contoso.com") }, 50034, "authorization_pending", 70016},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, clk := startKit(t, func(sc *Scenario) { sc.SignIn = tt.rules })
			code := startDevice(t, s, "contoso.com", adminScopes)
			err := tt.act(s, clk, code.str("user_code"))
			if AADSTS(err) != tt.shown || (err == nil) != (tt.shown == 0) {
				t.Fatalf("browser shows %v, want %d", err, tt.shown)
			}
			a := poll(t, s, "contoso.com", code)
			wantRefusal(t, a, 400, tt.oauth, tt.code)
			blocked := tt.oauth == "invalid_grant"
			if (a.str("claims") != "") != blocked || (a.str("suberror") != "") != blocked {
				t.Errorf("claims %q suberror %q", a.str("claims"), a.str("suberror"))
			}
		})
	}
}

func TestDeviceCodeBelongsToClientAndTenant(t *testing.T) {
	s, _ := startKit(t, nil)
	code := startDevice(t, s, "contoso.com", adminScopes)
	forms := map[string]struct {
		tenant string
		form   []string
	}{
		"other client": {"contoso.com", []string{"grant_type", deviceGrantType, "client_id", cliClient, "device_code", code.str("device_code")}},
		"other tenant": {"organizations", []string{"grant_type", deviceGrantType, "client_id", toolClient, "device_code", code.str("device_code")}},
		"made up":      {"contoso.com", []string{"grant_type", deviceGrantType, "client_id", toolClient, "device_code", "x"}},
	}
	for name, f := range forms {
		t.Run(name, func(t *testing.T) {
			wantRefusal(t, send(t, "POST", s.LoginURL()+"/"+f.tenant+"/oauth2/v2.0/token", values(f.form...)), 400, "bad_verification_code", 70018)
		})
	}
}

func TestWhereGuestsLand(t *testing.T) {
	s, _ := startKit(t, nil)
	tests := []struct{ upn, segment, tid, idp string }{
		{"gus@fabrikam.com", kitTenant, kitTenant, "https://sts.windows.net/" + kitHome + "/"},
		{"gus@fabrikam.com", "organizations", kitHome, ""},
		{"liv@outlook.com", "contoso.com", kitTenant, "live.com"},
		{"liv@outlook.com", "common", personalTenant, ""},
		{"ada@contoso.com", "organizations", kitTenant, ""},
	}
	for _, tt := range tests {
		code := startDevice(t, s, tt.segment, "openid profile User.Read")
		if err := s.ApproveDevice(code.str("user_code"), tt.upn); err != nil {
			t.Fatalf("%s at %s: %v", tt.upn, tt.segment, err)
		}
		a := poll(t, s, tt.segment, code)
		id := claimsOf(t, a.str("id_token"))
		idp, _ := id["idp"].(string)
		if id["tid"] != tt.tid || idp != tt.idp {
			t.Errorf("%s at %s: tid %v idp %q", tt.upn, tt.segment, id["tid"], idp)
		}
		if _, err := s.login.tok.check(a.str("access_token")); (err == nil) != (tt.tid == kitTenant) {
			t.Errorf("%s at %s: Graph says %v", tt.upn, tt.segment, err)
		}
	}
	code := startDevice(t, s, "organizations", "openid")
	if err := s.ApproveDevice(code.str("user_code"), "liv@outlook.com"); AADSTS(err) != 50020 {
		t.Errorf("a personal account at organizations: %v", err)
	}
}

func TestTokenHoldsEverythingConsentedBefore(t *testing.T) {
	s, _ := startKit(t, nil)
	first := startDevice(t, s, "contoso.com", adminScopes)
	must.Do(t, s.ApproveDevice(first.str("user_code"), ""))
	second := startDevice(t, s, "contoso.com", "openid profile User.Read")
	must.Do(t, s.ApproveDevice(second.str("user_code"), ""))
	if a := poll(t, s, "contoso.com", second); !strings.Contains(a.str("scope"), "Application.ReadWrite.All") {
		t.Errorf("scope %q", a.str("scope"))
	}
}

func TestDevicePages(t *testing.T) {
	s, _ := startKit(t, nil)
	code := startDevice(t, s, "contoso.com", adminScopes)
	page := s.LoginURL() + "/devicelogin"
	uc := code.str("user_code")
	steps := []struct {
		name string
		form []string
		want []string
	}{
		{"empty code", []string{"user_code", ""}, []string{"AADSTS90119", "Enter code"}},
		{"wrong code is kept", []string{"user_code", `NO"><b>`}, []string{"AADSTS70018", "NO&#34;&gt;&lt;b&gt;"}},
		{"right code", []string{"user_code", uc[:4] + " " + uc[4:]}, []string{"ada@contoso.com", "&lt;b&gt;Tag&lt;/b&gt;"}},
		{"wrong account is kept", []string{"user_code", uc, "account", "bob@contoso.com"}, []string{"AADSTS50034", `value="bob@contoso.com"`}},
		{"account", []string{"user_code", uc, "account", "ada@contoso.com"}, []string{"Microsoft Graph Command Line Tools?", "Application.ReadWrite.All", "Continue"}},
		{"agree", []string{"user_code", uc, "account", "ada@contoso.com", "decision", "accept"}, []string{"You have signed in"}},
		{"again", []string{"user_code", uc}, []string{"AADSTS90120"}},
	}
	if a := send(t, "GET", page, nil); a.status != 200 || !strings.Contains(a.text, "Practice") {
		t.Fatalf("page: %d %s", a.status, a.text)
	}
	for _, st := range steps {
		a := send(t, "POST", page, values(st.form...))
		for _, w := range st.want {
			if !strings.Contains(a.text, w) {
				t.Errorf("%s: no %q in\n%s", st.name, w, a.text)
			}
		}
		if a.status != 200 || !strings.Contains(a.header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: %d %v", st.name, a.status, a.header)
		}
	}
	if a := poll(t, s, "contoso.com", code); a.status != 200 {
		t.Errorf("after agreeing: %s", a.text)
	}
	other := startDevice(t, s, "contoso.com", adminScopes)
	send(t, "POST", page, values("user_code", other.str("user_code"), "account", "ada@contoso.com", "decision", "cancel"))
	wantRefusal(t, poll(t, s, "contoso.com", other), 400, "authorization_declined", 65004)
}
