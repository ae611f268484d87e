package sim

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"ssowizard/internal/must"
)

// loopback is a program that waits for its redirect.
func loopback(t *testing.T) (redirect string, got func() url.Values) {
	t.Helper()
	var mu sync.Mutex
	var last url.Values
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		last = r.URL.Query()
	}))
	t.Cleanup(srv.Close)
	return strings.Replace(srv.URL, "127.0.0.1", "localhost", 1) + "/", func() url.Values {
		mu.Lock()
		defer mu.Unlock()
		return last
	}
}

func TestOpenBrowserActsForThePerson(t *testing.T) {
	tests := []struct {
		name   string
		rules  SignInRules
		change []string
		upn    string
		shown  int    // AADSTS number of the returned error
		told   string // what the waiting program gets: "code", an error word, or "" for nothing
	}{
		{"agrees", SignInRules{}, nil, "", 0, "code"},
		{"member is told to ask an admin", SignInRules{}, nil, "mel@contoso.com", 90094, "access_denied"},
		{"blocked", SignInRules{Browser: "blocked"}, nil, "", 53003, ""},
		{"wrong scope", SignInRules{}, []string{"scope", "Nonsense"}, "", 0, "invalid_scope"},
		{"silent", SignInRules{}, []string{"prompt", "none"}, "", 0, "login_required"},
		{"stranger", SignInRules{}, nil, "eve@fabrikam.com", 50020, ""},
		{"unknown client", SignInRules{}, []string{"client_id", kitHome}, "", 700016, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := startKit(t, func(sc *Scenario) { sc.SignIn = tt.rules })
			redirect, got := loopback(t)
			q := authorizeQuery(append([]string{"redirect_uri", redirect}, tt.change...)...)
			err := s.OpenBrowser(authorizeAt(s, kitTenant, q), tt.upn)
			if AADSTS(err) != tt.shown || (err == nil) != (tt.shown == 0) {
				t.Fatalf("got %v, want %d", err, tt.shown)
			}
			told := got()
			switch {
			case tt.told == "" && told != nil:
				t.Errorf("the program was told %v", told)
			case tt.told == "code" && (told.Get("code") == "" || told.Get("state") != "st&te"):
				t.Errorf("the program was told %v", told)
			case tt.told != "" && tt.told != "code" && told.Get("error") != tt.told:
				t.Errorf("the program was told %v", told)
			}
		})
	}
}

func TestOpenBrowserOpensNothingElse(t *testing.T) {
	s, _ := startKit(t, nil)
	for _, address := range []string{"https://login.microsoftonline.com/common/oauth2/v2.0/authorize", s.LoginURL() + ".evil.example/", ""} {
		if err := s.OpenBrowser(address, ""); !errors.Is(err, ErrNotPractice) {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestApproveConsent(t *testing.T) {
	tests := []struct {
		name, app, upn, colleague string
		code                      int
	}{
		{"global administrator", kitApp, "ada@contoso.com", "", 0},
		{"by default the admin", kitApp, "", "", 0},
		{"by default the colleague", kitApp, "", "alan@contoso.com", 90094},
		{"application administrator", kitApp, "alan@contoso.com", "", 90094},
		{"unknown app", kitHome, "ada@contoso.com", "", 700016},
		{"unknown account", kitApp, "x@contoso.com", "", 50034},
		{"a tool client", toolClient, "ada@contoso.com", "", 65002},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := startKit(t, func(sc *Scenario) { sc.Colleague = tt.colleague })
			err := s.ApproveConsent(tt.app, tt.upn)
			if AADSTS(err) != tt.code || (err == nil) != (tt.code == 0) {
				t.Errorf("got %v, want %d", err, tt.code)
			}
			if got := len(s.dir.grantedRoles(kitApp)) == 1; got != (tt.code == 0) {
				t.Errorf("granted %v", got)
			}
		})
	}
}

func TestPilotSignIn(t *testing.T) {
	tests := []struct {
		name, app, upn, uri string
		change              func(*Scenario)
		code, logged        int
	}{
		{"good", kitApp, "", kitSPA, nil, 0, 0},
		{"address without a path", kitApp, "", "https://contoso.bvoip.example/", nil, 0, 0},
		{"under Web", kitApp, "", kitWeb, nil, 9002326, 9002326},
		{"not registered", kitApp, "", kitSPA + "/", nil, 50011, 50011},
		{"no address at all", kitMyOrg, "", kitSPA, nil, 500113, 500113},
		{"no service principal", kitBare, "", kitSPA, nil, 7000229, 7000229},
		{"disabled", kitOff, "", kitSPA, nil, 7000112, 7000112},
		{"member before consent", kitApp, "mel@contoso.com", kitSPA, nil, 90094, 90094},
		{"assignment required", kitApp, "", kitSPA, func(sc *Scenario) { sc.ServicePrincipals[0]["appRoleAssignmentRequired"] = true }, 50105, 50105},
		{"unknown app", kitHome, "", kitSPA, nil, 700016, -1},
		{"stranger", kitApp, "eve@fabrikam.com", kitSPA, nil, 50020, -1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := startKit(t, tt.change)
			err := s.PilotSignIn(tt.app, tt.upn, tt.uri)
			if AADSTS(err) != tt.code || (err == nil) != (tt.code == 0) {
				t.Errorf("got %v, want %d", err, tt.code)
			}
			wantLogged(t, s, tt.logged)
		})
	}
}

func TestMemberSignsInAfterConsent(t *testing.T) {
	s, _ := startKit(t, nil)
	must.Do(t, s.ApproveConsent(kitApp, ""))
	if err := s.PilotSignIn(kitApp, "mel@contoso.com", kitSPA); err != nil {
		t.Error(err)
	}
}

func TestActivateRoleRefusals(t *testing.T) {
	s, _ := startKit(t, nil)
	for _, tt := range [][2]string{{"mel@contoso.com", "Global Administrator"}, {"pim@contoso.com", "Chief of Everything"}, {"x@contoso.com", "Global Reader"}} {
		if err := s.ActivateRole(tt[0], tt[1]); err == nil {
			t.Errorf("%v was activated", tt)
		}
	}
}

// graphToken signs the admin in and returns a bearer token.
func graphToken(t *testing.T, s *Server) string {
	t.Helper()
	code := startDevice(t, s, kitTenant, adminScopes)
	must.Do(t, s.ApproveDevice(code.str("user_code"), ""))
	return "Bearer " + poll(t, s, kitTenant, code).str("access_token")
}

func graphCall(t *testing.T, s *Server, method, path, body, bearer string) (int, string, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.GraphURL()+path, strings.NewReader(body))
	must.Do(t, err)
	req.Header.Set("Authorization", bearer)
	req.Header.Set("Content-Type", "application/json")
	resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(raw), err
}

const newApp = `{"displayName":"Made here","signInAudience":"AzureADMultipleOrgs"}`

func TestFaults(t *testing.T) {
	tests := []struct {
		name    string
		fault   Fault
		status  int // 0: the connection breaks
		applied bool
		noted   int
	}{
		{"none", Fault{}, 201, true, 201},
		{"instead", Fault{Status: 503, Body: "busy", Header: http.Header{"retry-after": {"7"}}}, 503, false, 503},
		{"after", Fault{Status: 504, After: true}, 504, true, 201},
		{"dropped before", Fault{Drop: true}, 0, false, 0},
		{"dropped after", Fault{Drop: true, After: true}, 0, true, 201},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := startKit(t, nil)
			bearer := graphToken(t, s)
			before := len(s.State().Applications)
			var seen string
			s.SetFault(func(r *http.Request) Fault {
				raw, _ := io.ReadAll(r.Body)
				seen = string(raw)
				return tt.fault
			})
			status, _, err := graphCall(t, s, "POST", "/v1.0/applications", newApp, bearer)
			s.SetFault(nil)
			if status != tt.status || (err != nil) != (tt.status == 0) {
				t.Errorf("status %d, %v", status, err)
			}
			if seen != newApp {
				t.Errorf("the hook saw %q", seen)
			}
			if got := len(s.State().Applications) > before; got != tt.applied {
				t.Errorf("applied %v", got)
			}
			want := Request{Root: "graph", Method: "POST", Path: "/v1.0/applications", Status: tt.noted}
			if w := s.Writes(); len(w) != 1 || w[0] != want {
				t.Errorf("writes %+v", w)
			}
		})
	}
}

func TestBatchItemsAreSeenOneByOne(t *testing.T) {
	s, _ := startKit(t, nil)
	bearer := graphToken(t, s)
	s.SetFault(func(r *http.Request) Fault {
		return Fault{Drop: strings.HasSuffix(r.URL.Path, "/organization")}
	})
	body := `{"requests":[{"id":"1","method":"GET","url":"/me"},{"id":"2","method":"GET","url":"/organization"},
		{"id":"3","method":"POST","url":"/applications","headers":{"Content-Type":"application/json"},"body":` + newApp + `}]}`
	status, answer, err := graphCall(t, s, "POST", "/v1.0/$batch", body, bearer)
	if err != nil || status != 200 || strings.Count(answer, `"status":504`) != 1 {
		t.Fatalf("%d %v %s", status, err, answer)
	}
	w := s.Writes()
	if len(w) != 1 || w[0].Method != http.MethodPost || !w[0].InBatch || w[0].Status != 201 {
		t.Errorf("writes %+v", w)
	}
}

func TestLatencyDateAndClose(t *testing.T) {
	sc := kitScenario()
	sc.ClockOffset = Span(10 * time.Minute)
	s, err := Start(Options{Scenario: sc, Latency: 20 * time.Millisecond})
	must.Do(t, err)
	begun := time.Now()
	for _, root := range []string{s.LoginURL() + "/contoso.com/v2.0/.well-known/openid-configuration", s.GraphURL() + "/v1.0/me", s.PortalURL() + "/"} {
		a := send(t, "GET", root, nil)
		at, err := http.ParseTime(a.header.Get("Date"))
		if off := time.Until(at); err != nil || off < 9*time.Minute || off > 11*time.Minute {
			t.Errorf("%s: Date %q", root, a.header.Get("Date"))
		}
	}
	if took := time.Since(begun); took < 60*time.Millisecond {
		t.Errorf("three answers in %v", took)
	}
	s.Close()
	s.Close()
	if resp, err := http.Get(s.LoginURL()); err == nil {
		_ = resp.Body.Close()
		t.Error("still there after Close")
	}
}

func TestStartSaysWhatIsMissing(t *testing.T) {
	if _, err := Start(Options{Tenant: "no-such-tenant"}); err == nil || !strings.Contains(err.Error(), "no-such-tenant") {
		t.Errorf("got %v", err)
	}
}
