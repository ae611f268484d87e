package sim

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"ssowizard/internal/must"
)

const (
	kitTenant  = "11111111-1111-4111-8111-111111111111"
	kitApp     = "22222222-2222-4222-8222-222222222222"
	kitMyOrg   = "33333333-3333-4333-8333-333333333333" // single tenant, no redirect address
	kitBare    = "44444444-4444-4444-8444-444444444444" // no service principal
	kitOff     = "55555555-5555-4555-8555-555555555555" // service principal disabled
	kitHome    = "66666666-6666-4666-8666-666666666666" // where the guest comes from
	kitSecret  = "practice-value~one.0123456789"
	kitOld     = "practice-value~old.0123456789"
	kitSPA     = "https://mtp.bvoip.net/users"
	kitWeb     = "https://mtp.bvoip.net/example-web"
	toolClient = "14d82eec-204b-4c2f-b7e8-296a70dab67e"
	cliClient  = "04b07795-8ddb-461a-bbee-02f9e1bf7b46"
	kitUserAll = "df021288-bdef-4463-88db-98f22de89214" // Graph application permission User.Read.All
)

// testClock is a clock that moves when it is told to.
type testClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *testClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *testClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// kitScenario is a small tenant with one account of each kind and one registration of each state.
func kitScenario() *Scenario {
	app := func(id, object, name, audience string, more object) map[string]any {
		o := object0(id, object, name)
		o["signInAudience"] = audience
		maps.Copy(o, more)
		return o
	}
	password := func(key, end string) any {
		return map[string]any{"keyId": key, "displayName": "kit", "hint": "pra", "startDateTime": "now-700d", "endDateTime": end}
	}
	const key1, key2 = "77777777-7777-4777-8777-777777777771", "77777777-7777-4777-8777-777777777772"
	sp := func(id, appID string, on bool) map[string]any {
		return map[string]any{"id": id, "appId": appID, "displayName": "kit", "accountEnabled": on, "appRoleAssignmentRequired": false}
	}
	return &Scenario{
		Name: "kit", Title: "Kit", About: "For tests.", Licence: "P2", Seed: 7,
		Tenant: Tenant{ID: kitTenant, Name: "Contoso", Region: "EU", Domains: []Domain{
			{Name: "contoso.com", IsDefault: true}, {Name: "contoso.onmicrosoft.com", IsInitial: true},
		}},
		Accounts: []Account{
			{ID: "a0000000-0000-4000-8000-000000000001", UPN: "ada@contoso.com", Name: "Ada", UserType: "Member", Roles: []string{"Global Administrator"}},
			{ID: "a0000000-0000-4000-8000-000000000002", UPN: "mel@contoso.com", Name: "Mel", UserType: "Member"},
			{ID: "a0000000-0000-4000-8000-000000000003", UPN: "gus@fabrikam.com", Name: "Gus", UserType: "Guest",
				IDP: "https://sts.windows.net/" + kitHome + "/", Roles: []string{"Global Administrator"}},
			{ID: "a0000000-0000-4000-8000-000000000004", UPN: "liv@outlook.com", Name: "Liv", UserType: "Guest", IDP: "live.com"},
			{ID: "a0000000-0000-4000-8000-000000000005", UPN: "pim@contoso.com", Name: "Pim", UserType: "Member",
				Eligible: []string{"Privileged Role Administrator"}},
			{ID: "a0000000-0000-4000-8000-000000000006", UPN: "alan@contoso.com", Name: "Alan", UserType: "Member",
				Roles: []string{"Application Administrator"}},
			{ID: "a0000000-0000-4000-8000-000000000007", UPN: "tag@contoso.com", Name: "<b>Tag</b>", UserType: "Member"},
		},
		Admin: "ada@contoso.com", Users: People{Count: 10},
		Applications: []map[string]any{
			app(kitApp, "b0000000-0000-4000-8000-000000000001", "Contoso <SSO>", "AzureADMultipleOrgs", object{
				"spa":                    object{"redirectUris": []any{kitSPA, "https://contoso.bvoip.example"}},
				"web":                    object{"redirectUris": []any{kitWeb}},
				"passwordCredentials":    []any{password(key1, "now+240h"), password(key2, "now-2d")},
				"requiredResourceAccess": []any{object{"resourceAppId": graphResource, "resourceAccess": []any{object{"id": kitUserAll, "type": "Role"}}}},
			}),
			app(kitMyOrg, "b0000000-0000-4000-8000-000000000002", "Own", "AzureADMyOrg", nil),
			app(kitBare, "b0000000-0000-4000-8000-000000000003", "Bare", "AzureADMultipleOrgs", object{"spa": object{"redirectUris": []any{kitSPA}}}),
			app(kitOff, "b0000000-0000-4000-8000-000000000004", "Off", "AzureADMultipleOrgs", object{"spa": object{"redirectUris": []any{kitSPA}}}),
		},
		ServicePrincipals: []map[string]any{
			sp("c0000000-0000-4000-8000-000000000001", kitApp, true), sp("c0000000-0000-4000-8000-000000000002", kitMyOrg, true),
			sp("c0000000-0000-4000-8000-000000000004", kitOff, false),
		},
		Secrets:    map[string]string{key1: kitSecret, key2: kitOld},
		PortalURIs: []string{kitSPA, "https://contoso.bvoip.example/example-two"},
	}
}

func object0(appID, id, name string) map[string]any {
	return map[string]any{"id": id, "appId": appID, "displayName": name, "createdDateTime": "now-700d"}
}

// startKit runs the tenant on a clock that stands still.
func startKit(t *testing.T, change func(*Scenario)) (*Server, *testClock) {
	t.Helper()
	sc, clk := kitScenario(), &testClock{at: time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)}
	if change != nil {
		change(sc)
	}
	s, err := Start(Options{Scenario: sc, Now: clk.now})
	must.Do(t, err)
	t.Cleanup(s.Close)
	return s, clk
}

// answer is one HTTP answer, not followed.
type answer struct {
	status int
	header http.Header
	text   string
	json   map[string]any
}

func (a answer) str(name string) string { s, _ := a.json[name].(string); return s }

// aadsts is the number in an error body.
func (a answer) aadsts() int {
	codes, _ := a.json["error_codes"].([]any)
	if len(codes) != 1 {
		return 0
	}
	n, _ := codes[0].(float64)
	return int(n)
}

func (a answer) location(t *testing.T) url.Values {
	t.Helper()
	u, err := url.Parse(a.header.Get("Location"))
	if err != nil || u.Host == "" {
		t.Fatalf("no address to go to: status %d, %q", a.status, a.header.Get("Location"))
	}
	if u.Fragment != "" {
		q, _ := url.ParseQuery(u.Fragment)
		return q
	}
	return u.Query()
}

func send(t *testing.T, method, address string, form url.Values, header ...string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
	must.Do(t, err)
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := c.Do(req)
	must.Do(t, err)
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	must.Do(t, err)
	a := answer{status: resp.StatusCode, header: resp.Header, text: string(raw)}
	_ = json.Unmarshal(raw, &a.json) // pages are not JSON
	return a
}

// values makes a form from pairs.
func values(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

// claimsOf reads the middle of a token.
func claimsOf(t *testing.T, token string) map[string]any {
	t.Helper()
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		t.Fatalf("not three parts: %q", token)
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[1])
	must.Do(t, err)
	var c map[string]any
	must.Do(t, json.Unmarshal(raw, &c))
	return c
}

func wantRefusal(t *testing.T, a answer, status int, oauth string, code int) {
	t.Helper()
	if a.status != status || a.str("error") != oauth || a.aadsts() != code {
		t.Fatalf("got %d %q %d, want %d %q %d\n%s", a.status, a.str("error"), a.aadsts(), status, oauth, code, a.text)
	}
}
