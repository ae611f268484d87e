package sim

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

const kitVerifier = "practice-verifier-practice-verifier-practice-verifier"

// authorizeQuery is a good request of the tool client; pairs change it, an empty value removes.
func authorizeQuery(pairs ...string) url.Values {
	q := values("client_id", toolClient, "response_type", "code", "redirect_uri", "http://localhost:43211/", "scope", adminScopes,
		"state", "st&te", "code_challenge", challengeOf(kitVerifier), "code_challenge_method", "S256", "response_mode", "query")
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
		if pairs[i+1] == "" {
			q.Del(pairs[i])
		}
	}
	return q
}

func authorizeAt(s *Server, tenant string, q url.Values) string {
	return s.LoginURL() + "/" + tenant + "/oauth2/v2.0/authorize?" + q.Encode()
}

func signInAs(t *testing.T, s *Server, q url.Values, upn string) answer {
	t.Helper()
	return send(t, "POST", authorizeAt(s, kitTenant, q), values("account", upn, "decision", "accept"))
}

func redeemAt(t *testing.T, s *Server, code string, pairs ...string) answer {
	t.Helper()
	form := values("grant_type", "authorization_code", "client_id", toolClient, "code", code, "redirect_uri", "http://localhost:43211/", "code_verifier", kitVerifier)
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return send(t, "POST", s.LoginURL()+"/"+kitTenant+"/oauth2/v2.0/token", form)
}

func TestAuthorizeAsksThenAnswers(t *testing.T) {
	s, _ := startKit(t, nil)
	at := authorizeAt(s, "contoso.com", authorizeQuery("login_hint", "ada@contoso.com", "nonce", "n1"))
	if a := send(t, "GET", at, nil); a.status != 200 || !strings.Contains(a.text, `value="ada@contoso.com"`) || !strings.Contains(a.text, "Practice") {
		t.Fatalf("sign-in page: %d %s", a.status, a.text)
	}
	if a := send(t, "POST", at, values("account", "ada@contoso.com")); a.status != 200 || !strings.Contains(a.text, "Application.ReadWrite.All") {
		t.Fatalf("consent page: %d %s", a.status, a.text)
	}
	a := send(t, "POST", at, values("account", "ada@contoso.com", "decision", "accept"))
	q := a.location(t)
	if a.status != 302 || !strings.HasPrefix(a.header.Get("Location"), "http://localhost:43211/?") || q.Get("state") != "st&te" {
		t.Fatalf("redirect %d %s", a.status, a.header.Get("Location"))
	}
	// Begun at the domain, redeemed at the GUID: that is the same tenant.
	got := redeemAt(t, s, q.Get("code"))
	if got.status != 200 || claimsOf(t, got.str("id_token"))["nonce"] != "n1" {
		t.Errorf("no token: %s", got.text)
	}
}

func TestAuthorizeSecondTimeNeedsNoConsent(t *testing.T) {
	s, _ := startKit(t, nil)
	signInAs(t, s, authorizeQuery(), "ada@contoso.com")
	a := send(t, "POST", authorizeAt(s, kitTenant, authorizeQuery()), values("account", "ada@contoso.com"))
	if a.status != 302 || a.location(t).Get("code") == "" {
		t.Errorf("asked again: %d %s", a.status, a.text)
	}
}

func TestAuthorizeRefusals(t *testing.T) {
	s, _ := startKit(t, nil)
	tests := []struct {
		name   string
		change []string
		upn    string
		page   string // shown, nothing leaves
		oauth  string // redirected
		code   string
	}{
		{"unknown client", []string{"client_id", kitHome}, "", "AADSTS700016", "", ""},
		{"no client", []string{"client_id", ""}, "", "AADSTS900144", "", ""},
		{"no response type", []string{"response_type", ""}, "", "AADSTS900144", "", ""},
		{"no redirect", []string{"redirect_uri", ""}, "", "AADSTS900971", "", ""},
		{"redirect with a path", []string{"redirect_uri", "http://localhost:1/callback"}, "", "AADSTS50011", "", ""},
		{"redirect by number", []string{"redirect_uri", "http://127.0.0.1:1/"}, "", "AADSTS50011", "", ""},
		{"redirect elsewhere", []string{"redirect_uri", "http://localhost.evil.example/"}, "", "AADSTS50011", "", ""},
		{"https on localhost", []string{"redirect_uri", "https://localhost:1/"}, "", "AADSTS50011", "", ""},
		{"no addresses at all", []string{"client_id", kitMyOrg}, "", "AADSTS500113", "", ""},
		{"case matters", []string{"client_id", kitApp, "redirect_uri", "https://mtp.bvoip.net/Users"}, "", "AADSTS50011", "", ""},
		{"slash matters", []string{"client_id", kitApp, "redirect_uri", kitSPA + "/"}, "", "AADSTS50011", "", ""},
		{"no service principal", []string{"client_id", kitBare, "redirect_uri", kitSPA, "scope", "openid"}, "", "AADSTS7000229", "", ""},
		{"disabled", []string{"client_id", kitOff, "redirect_uri", kitSPA, "scope", "openid"}, "", "AADSTS7000112", "", ""},
		{"member before consent", []string{"client_id", kitApp, "redirect_uri", kitSPA, "scope", "openid"}, "mel@contoso.com", "AADSTS90094", "", ""},
		{"stranger", nil, "eve@fabrikam.com", "AADSTS50020", "", ""},
		{"nobody", nil, "eve@contoso.com", "AADSTS50034", "", ""},
		{"member asked for admin scopes", nil, "mel@contoso.com", "AADSTS90094", "", ""},
		{"id_token", []string{"response_type", "id_token"}, "", "", "unsupported_response_type", "AADSTS700054"},
		{"token", []string{"response_type", "token"}, "", "", "unsupported_response_type", "AADSTS700051"},
		{"no scope", []string{"scope", ""}, "", "", "invalid_request", "AADSTS900144"},
		{"unknown scope", []string{"scope", "User.Reed"}, "", "", "invalid_scope", "AADSTS70011"},
		{"no PKCE", []string{"code_challenge", ""}, "", "", "invalid_request", "AADSTS9002325"},
		{"plain PKCE", []string{"code_challenge_method", "plain"}, "", "", "invalid_request", "AADSTS50147"},
		{"short challenge", []string{"code_challenge", "abc"}, "", "", "invalid_request", "AADSTS50147"},
		{"bad prompt", []string{"prompt", "maybe"}, "", "", "invalid_request", "AADSTS90023"},
		{"bad mode", []string{"response_mode", "smoke"}, "", "", "invalid_request", "AADSTS70007"},
		{"bad claims", []string{"claims", "[]"}, "", "", "invalid_request", "AADSTS9002313"},
		{"silent", []string{"prompt", "none"}, "", "", "login_required", "AADSTS50058"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			upn := tt.upn
			if upn == "" {
				upn = "ada@contoso.com"
			}
			a := signInAs(t, s, authorizeQuery(tt.change...), upn)
			if tt.page != "" {
				if a.status != 200 || !strings.Contains(a.text, tt.page) || a.header.Get("Location") != "" {
					t.Fatalf("want a page with %s, got %d %q\n%s", tt.page, a.status, a.header.Get("Location"), a.text)
				}
				return
			}
			q := a.location(t)
			if a.status != 302 || q.Get("error") != tt.oauth || !strings.HasPrefix(q.Get("error_description"), tt.code+":") || q.Get("state") != "st&te" || q.Has("code") {
				t.Errorf("got %d %v", a.status, q)
			}
		})
	}
}

func TestAuthorizeWithoutAccountTellsNothing(t *testing.T) {
	s, _ := startKit(t, nil)
	good := send(t, "GET", authorizeAt(s, kitTenant, authorizeQuery()), nil)
	for _, change := range [][]string{{"redirect_uri", "https://evil.example/"}, {"client_id", kitHome}, {"scope", "nonsense"}} {
		if a := send(t, "GET", authorizeAt(s, kitTenant, authorizeQuery(change...)), nil); a.status != 200 || a.text != good.text {
			t.Errorf("%v: the page differs", change)
		}
	}
	if a := send(t, "GET", authorizeAt(s, "fabrikam.com", authorizeQuery()), nil); !strings.Contains(a.text, "AADSTS90002") {
		t.Errorf("unknown tenant: %s", a.text)
	}
}

func TestSilentProbeAnswersToRegisteredAddressesOnly(t *testing.T) {
	s, _ := startKit(t, nil)
	probe := func(uri string) answer {
		return send(t, "GET", authorizeAt(s, kitTenant, authorizeQuery("client_id", kitApp, "redirect_uri", uri, "scope", "openid", "prompt", "none")), nil)
	}
	if a := probe(kitSPA); a.status != 302 || !strings.HasPrefix(a.header.Get("Location"), kitSPA+"?") || a.location(t).Get("error") != "login_required" {
		t.Errorf("registered: %d %q", a.status, a.header.Get("Location"))
	}
	if a := probe("https://contoso.bvoip.example"); !strings.HasPrefix(a.header.Get("Location"), "https://contoso.bvoip.example/?") {
		t.Errorf("an address without a path gains one: %q", a.header.Get("Location"))
	}
	if a := probe("https://contoso.bvoip.example/other"); a.status != 200 || !strings.Contains(a.text, "AADSTS50011") {
		t.Errorf("not registered: %d %q", a.status, a.header.Get("Location"))
	}
}

func TestConsentCanBeDeclined(t *testing.T) {
	s, _ := startKit(t, nil)
	at := authorizeAt(s, kitTenant, authorizeQuery())
	// Who may consent and presses "Cancel" brings the number; who goes back from "Need admin approval" brings none.
	for upn, says := range map[string]string{"ada@contoso.com": "AADSTS65004: User declined", "mel@contoso.com": "", "pim@contoso.com": ""} {
		q := send(t, "POST", at, values("account", upn, "decision", "cancel")).location(t)
		if q.Get("error") != "access_denied" || q.Get("error_subcode") != "cancel" || q.Get("state") != "st&te" ||
			!strings.HasPrefix(q.Get("error_description"), says) || q.Has("error_description") != (says != "") {
			t.Errorf("%s: %v", upn, q)
		}
	}
}

func TestBrowserPolicyShowsAPage(t *testing.T) {
	s, _ := startKit(t, func(sc *Scenario) { sc.SignIn = SignInRules{Browser: "blocked", BlockCode: 53000} })
	for _, decision := range []string{"accept", "cancel"} {
		a := send(t, "POST", authorizeAt(s, kitTenant, authorizeQuery()), values("account", "ada@contoso.com", "decision", decision))
		if a.status != 200 || !strings.Contains(a.text, "AADSTS53000") || !strings.Contains(a.text, "Error Code: 53000") {
			t.Errorf("%s: %d %s", decision, a.status, a.text)
		}
	}
}

func TestResponseModes(t *testing.T) {
	s, _ := startKit(t, nil)
	a := signInAs(t, s, authorizeQuery("response_mode", "fragment"), "ada@contoso.com")
	if to := a.header.Get("Location"); !strings.HasPrefix(to, "http://localhost:43211/#") || a.location(t).Get("code") == "" {
		t.Errorf("fragment: %q", to)
	}
	a = signInAs(t, s, authorizeQuery("response_mode", "form_post", "state", `"><x>`), "ada@contoso.com")
	if a.status != 200 || !strings.Contains(a.text, `action="http://localhost:43211/"`) || !strings.Contains(a.text, `name="code"`) || strings.Contains(a.text, "<x>") {
		t.Errorf("form_post: %d %s", a.status, a.text)
	}
}

func TestCodeRedemption(t *testing.T) {
	tests := []struct {
		name   string
		form   []string
		header []string
		wait   time.Duration
		status int
		oauth  string
		code   int
	}{
		{"good", nil, nil, 0, 200, "", 0},
		{"wrong verifier", []string{"code_verifier", strings.ToUpper(kitVerifier)}, nil, 0, 400, "invalid_grant", 501481},
		{"no verifier", []string{"code_verifier", ""}, nil, 0, 400, "invalid_grant", 501481},
		{"no code", []string{"code", ""}, nil, 0, 400, "invalid_request", 900144},
		{"made up code", []string{"code", "x"}, nil, 0, 400, "invalid_grant", 9002313},
		{"other port", []string{"redirect_uri", "http://localhost:43212/"}, nil, 0, 400, "invalid_client", 500112},
		{"other client", []string{"client_id", cliClient}, nil, 0, 400, "invalid_grant", 70000},
		{"unknown client", []string{"client_id", kitHome}, nil, 0, 400, "unauthorized_client", 700016},
		{"with a secret", []string{"client_secret", "x"}, nil, 0, 401, "invalid_client", 700025},
		{"by Basic header", nil, []string{"Authorization", "Basic MTRkODJlZWMtMjA0Yi00YzJmLWI3ZTgtMjk2YTcwZGFiNjdlOg=="}, 0, 401, "invalid_client", 7000218},
		{"from a page", nil, []string{"Origin", "https://x.example"}, 0, 400, "invalid_request", 9002326},
		{"too late", nil, nil, codeLife, 400, "invalid_grant", 70008},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, clk := startKit(t, nil)
			code := signInAs(t, s, authorizeQuery("nonce", "n1"), "ada@contoso.com").location(t).Get("code")
			form := values("grant_type", "authorization_code", "client_id", toolClient, "code", code,
				"redirect_uri", "http://localhost:43211/", "code_verifier", kitVerifier)
			for i := 0; i+1 < len(tt.form); i += 2 {
				form.Set(tt.form[i], tt.form[i+1])
			}
			clk.advance(tt.wait)
			a := send(t, "POST", s.LoginURL()+"/"+kitTenant+"/oauth2/v2.0/token", form, tt.header...)
			if tt.status != 200 {
				wantRefusal(t, a, tt.status, tt.oauth, tt.code)
				return
			}
			if a.status != 200 || claimsOf(t, a.str("id_token"))["nonce"] != "n1" {
				t.Fatalf("no token: %s", a.text)
			}
			wantRefusal(t, redeemAt(t, s, code), 400, "invalid_grant", 54005)
		})
	}
}

func TestFirstPartyClientGetsItsFixedScopes(t *testing.T) {
	s, _ := startKit(t, nil)
	q := authorizeQuery("client_id", cliClient, "scope", "https://graph.microsoft.com/.default openid profile")
	a := send(t, "POST", authorizeAt(s, kitTenant, q), values("account", "mel@contoso.com")) // no consent page
	got := redeemAt(t, s, a.location(t).Get("code"), "client_id", cliClient)
	if !slices.Contains(strings.Fields(got.str("scope")), "User.ReadWrite.All") {
		t.Errorf("scope %q", got.text)
	}
}

func TestRealAddressesAreNeverOpened(t *testing.T) {
	s, _ := startKit(t, nil)
	q := authorizeQuery("client_id", kitApp, "redirect_uri", kitSPA, "scope", "openid profile", "response_mode", "fragment")
	a := signInAs(t, s, q, "ada@contoso.com")
	if !strings.HasPrefix(a.header.Get("Location"), s.PortalURL()+"/landed?") {
		t.Fatalf("the browser is sent to %q", a.header.Get("Location"))
	}
	shown := send(t, "GET", a.header.Get("Location"), nil)
	if shown.status != 200 || !strings.Contains(shown.text, kitSPA) {
		t.Errorf("the page does not name the address: %s", shown.text)
	}
}
