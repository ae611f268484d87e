package sim

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/must"
)

func appToken(t *testing.T, s *Server, tenant string, pairs ...string) answer {
	t.Helper()
	form := values("grant_type", "client_credentials", "client_id", kitApp, "client_secret", kitSecret, "scope", s.GraphURL()+"/.default")
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return send(t, "POST", s.LoginURL()+"/"+tenant+"/oauth2/v2.0/token", form)
}

func TestClientCredentialsRefusals(t *testing.T) {
	s, _ := startKit(t, nil)
	tests := []struct {
		name, tenant string
		change       []string
		status       int
		oauth        string
		code         int
	}{
		{"wrong secret", kitTenant, []string{"client_secret", "nope"}, 401, "invalid_client", 7000215},
		{"the secret's id", kitTenant, []string{"client_secret", "77777777-7777-4777-8777-777777777771"}, 401, "invalid_client", 7000215},
		{"expired secret", kitTenant, []string{"client_secret", kitOld}, 401, "invalid_client", 7000222},
		{"no secret", kitTenant, []string{"client_secret", ""}, 401, "invalid_client", 7000218},
		{"unknown application", kitTenant, []string{"client_id", kitHome}, 400, "unauthorized_client", 700016},
		{"no service principal", kitTenant, []string{"client_id", kitBare}, 401, "invalid_client", 7000229},
		{"disabled", kitTenant, []string{"client_id", kitOff}, 400, "unauthorized_client", 7000112},
		{"public client", kitTenant, []string{"client_id", toolClient}, 401, "invalid_client", 700025},
		{"public client, no secret", kitTenant, []string{"client_id", toolClient, "client_secret", ""}, 401, "invalid_client", 7000218},
		{"named scope", kitTenant, []string{"scope", "https://graph.microsoft.com/User.Read.All"}, 400, "invalid_scope", 1002012},
		{"other resource", kitTenant, []string{"scope", "https://vault.example/.default"}, 400, "invalid_resource", 500011},
		{"no scope", kitTenant, []string{"scope", ""}, 400, "invalid_request", 900144},
		{"common", "common", nil, 400, "invalid_request", 9001023},
		{"organizations", "organizations", nil, 400, "invalid_request", 9001023},
		{"unknown tenant", "fabrikam.com", nil, 400, "invalid_request", 90002},
		{"no grant type", kitTenant, []string{"grant_type", ""}, 400, "invalid_request", 900144},
		{"no client", kitTenant, []string{"client_id", ""}, 400, "invalid_request", 900144},
		{"other grant", kitTenant, []string{"grant_type", "password"}, 400, "unsupported_grant_type", 70003},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantRefusal(t, appToken(t, s, tt.tenant, tt.change...), tt.status, tt.oauth, tt.code)
		})
	}
}

func TestAppTokenWithAndWithoutConsent(t *testing.T) {
	s, clk := startKit(t, func(sc *Scenario) { sc.Delays.Consent = Span(4 * time.Second) })
	roles := func() any {
		t.Helper()
		a := appToken(t, s, "contoso.com")
		if a.status != 200 || a.json["expires_in"] != 3599.0 {
			t.Fatalf("no token: %s", a.text)
		}
		c := claimsOf(t, a.str("access_token"))
		if c["appid"] != kitApp || c["tid"] != kitTenant || c["idtyp"] != "app" || c["aud"] != graphResource {
			t.Fatalf("claims %v", c)
		}
		return c["roles"]
	}
	if got := roles(); got != nil {
		t.Errorf("roles before consent: %v", got)
	}
	must.Do(t, s.ApproveConsent(kitApp, ""))
	if got := roles(); got != nil {
		t.Errorf("roles before the delay: %v", got)
	}
	clk.advance(5 * time.Second)
	if got, _ := roles().([]any); len(got) != 1 || got[0] != "User.Read.All" {
		t.Errorf("roles after consent: %v", got)
	}
}

func TestSecretByBasicHeader(t *testing.T) {
	s, _ := startKit(t, nil)
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte(kitApp+":"+kitSecret))
	form := values("grant_type", "client_credentials", "scope", "https://graph.microsoft.com/.default")
	at := s.LoginURL() + "/" + kitTenant + "/oauth2/v2.0/token"
	if a := send(t, "POST", at, form, "Authorization", basic); a.status != 200 {
		t.Errorf("confidential client: %s", a.text)
	}
	form.Set("client_id", kitHome)
	wantRefusal(t, send(t, "POST", at, form, "Authorization", basic), 400, "invalid_request", 9002313)
}

func TestDevicePollByBasicHeaderIsRefused(t *testing.T) {
	s, _ := startKit(t, nil)
	code := startDevice(t, s, kitTenant, adminScopes)
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte(toolClient+":"))
	a := send(t, "POST", s.LoginURL()+"/"+kitTenant+"/oauth2/v2.0/token",
		values("grant_type", deviceGrantType, "device_code", code.str("device_code")), "Authorization", basic)
	wantRefusal(t, a, 401, "invalid_client", 7000218)
}

func TestRefreshTokens(t *testing.T) {
	s, _ := startKit(t, nil)
	code := startDevice(t, s, kitTenant, adminScopes+" offline_access")
	must.Do(t, s.ApproveDevice(code.str("user_code"), ""))
	first := poll(t, s, kitTenant, code)
	renew := func(key string) answer {
		return send(t, "POST", s.LoginURL()+"/"+kitTenant+"/oauth2/v2.0/token", values("grant_type", "refresh_token", "client_id", toolClient, "refresh_token", key))
	}
	second := renew(first.str("refresh_token"))
	if second.status != 200 || second.str("refresh_token") == first.str("refresh_token") {
		t.Fatalf("not renewed: %s", second.text)
	}
	wantRefusal(t, renew("made-up"), 400, "invalid_grant", 9002313)
	s.login.rules.DeviceCode = "blocked-token"
	wantRefusal(t, renew(second.str("refresh_token")), 400, "invalid_grant", 530036)
}

func TestTokensAreChecked(t *testing.T) {
	s, clk := startKit(t, nil)
	tok := s.login.tok
	good := tok.mint(grantInfo{TenantID: kitTenant, AccountID: "x", UPN: "ada@contoso.com", Scopes: []string{"User.Read", "openid"}, Claims: `{"a":1}`, Life: time.Hour})
	who, err := tok.check(good)
	if err != nil || who.AccountID != "x" || who.UPN != "ada@contoso.com" || len(who.Scopes) != 2 || who.AppOnly || who.Claims != `{"a":1}` || !who.Issued.Equal(clk.now()) {
		t.Fatalf("%+v %v", who, err)
	}
	parts := strings.Split(good, ".")
	payload, _ := base64.RawURLEncoding.DecodeString(parts[1])
	lifted := base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(payload), "User.Read", "Directory.ReadWrite.All", 1)))
	other, _ := startKit(t, nil)
	tests := []struct {
		name, token string
		want        error
	}{
		{"empty", "", errTokenEmpty},
		{"nonsense", "abc", errTokenForged},
		{"no signature", parts[0] + "." + parts[1] + ".", errTokenForged},
		{"changed", parts[0] + "." + lifted + "." + parts[2], errTokenForged},
		{"of another server", other.login.tok.mint(grantInfo{TenantID: kitTenant, Life: time.Hour}), errTokenForged},
		{"of another tenant", tok.mint(grantInfo{TenantID: kitHome, Life: time.Hour}), errTokenTenant},
		{"an id token", tok.sign(map[string]any{"aud": toolClient, "tid": kitTenant, "exp": clk.now().Add(time.Hour).Unix()}), errTokenForeign},
		{"expired", tok.mint(grantInfo{TenantID: kitTenant}), errTokenExpired},
	}
	for _, tt := range tests {
		if _, err := tok.check(tt.token); err != tt.want { //nolint:errorlint // the sentinel itself
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
	clk.advance(time.Hour)
	if _, err := tok.check(good); err != errTokenExpired { //nolint:errorlint // as above
		t.Errorf("after its life: %v", err)
	}
}

func TestActivatedRoleIsInNewTokensOnly(t *testing.T) {
	s, clk := startKit(t, nil)
	token := func() string {
		t.Helper()
		code := startDevice(t, s, kitTenant, "openid profile User.Read") // nobody has to approve these
		must.Do(t, s.ApproveDevice(code.str("user_code"), "pim@contoso.com"))
		return poll(t, s, kitTenant, code).str("access_token")
	}
	before := token()
	clk.advance(time.Second)
	must.Do(t, s.ActivateRole("pim@contoso.com", "Privileged Role Administrator"))
	after := token()
	for name, tt := range map[string]struct {
		token string
		want  bool
	}{"before": {before, false}, "after": {after, true}} {
		who, err := s.login.tok.check(tt.token)
		if err != nil || roleIn(who.WIDs, rolePrivilegedRole) != tt.want {
			t.Errorf("%s: %v %v", name, who.WIDs, err)
		}
	}
}

func TestSameSeedSameValues(t *testing.T) {
	a, b, c := newIDSource(3), newIDSource(3), newIDSource(0)
	x := a.guid()
	if !isGUID(x) || x != b.guid() || x == c.guid() || x == a.guid() {
		t.Errorf("%s is not what the seed says", x)
	}
	if !isGUID(derivedGUID("a", "b")) || derivedGUID("a", "b") == derivedGUID("ab") {
		t.Error("derived ids collide")
	}
}
