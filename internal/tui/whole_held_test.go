package tui

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/must"
	"ssowizard/internal/sim"
)

// tenantApp is a registration as the tenant holds it, with all that hangs on it.
type tenantApp struct {
	DisplayName, SignInAudience string
	SPA                         struct{ RedirectURIs []string }
	Web                         struct{ RedirectURIs []string }
	PasswordCredentials         []struct {
		KeyID       string
		EndDateTime time.Time
	}
	RequiredResourceAccess []struct {
		ResourceAppID  string
		ResourceAccess []struct{ ID, Type string }
	}
}

const (
	readAllUsers = "df021288-bdef-4463-88db-98f22de89214" // User.Read.All as application permission
	readAllTwin  = "a154be20-db9c-4678-8ab7-66f6cc099a59" // its delegated twin
)

// held finds the registration of the walk in the tenant.
func (g *rig) held(d *driver) tenantApp {
	g.t.Helper()
	raw, err := json.Marshal(g.srv.State().Application(d.m.deps.Session.Profile().App.AppID))
	must.Do(g.t, err)
	var a tenantApp
	must.Do(g.t, json.Unmarshal(raw, &a))
	return a
}

func (a tenantApp) declares(id, kind string) bool {
	for _, r := range a.RequiredResourceAccess {
		for _, x := range r.ResourceAccess {
			if x.ID == id && x.Type == kind {
				return true
			}
		}
	}
	return false
}

// roles are the application permissions granted to the walk's registration.
func (g *rig) roles(d *driver) []string {
	g.t.Helper()
	st := g.srv.State()
	sp := st.ServicePrincipal(d.m.deps.Session.Profile().App.AppID)
	var out []string
	for _, grant := range st.Grants {
		if grant["principalId"] == sp["id"] {
			out = append(out, grant["appRoleId"].(string))
		}
	}
	return out
}

// wantWorking fails unless the tenant holds exactly the working setup and the
// keychain its secret: made says how many registrations are new.
func (g *rig) wantWorking(d *driver, before sim.State, made int) {
	g.t.Helper()
	st, a, p := g.srv.State(), g.held(d), d.m.deps.Session.Profile()
	if n := len(st.Applications) - len(before.Applications); n != made {
		g.t.Errorf("%d new registrations, want %d", n, made)
	}
	if n := len(st.ServicePrincipals) - len(before.ServicePrincipals); n != made {
		g.t.Errorf("%d new service principals, want %d", n, made)
	}
	if a.SignInAudience != "AzureADMultipleOrgs" {
		g.t.Errorf("the audience is %s", a.SignInAudience)
	}
	for _, u := range g.srv.Scenario().PortalURIs {
		if !slices.Contains(a.SPA.RedirectURIs, u) || slices.Contains(a.Web.RedirectURIs, u) {
			g.t.Errorf("%s is not under SPA alone", u)
		}
	}
	if !a.declares(readAllUsers, "Role") {
		g.t.Errorf("User.Read.All is not declared as application permission: %+v", a.RequiredResourceAccess)
	}
	if r := g.roles(d); !slices.Equal(r, []string{readAllUsers}) {
		g.t.Errorf("granted: %v, want User.Read.All once and nothing besides", r)
	}
	if n := len(st.Secrets) - len(before.Secrets); n != 1 {
		g.t.Errorf("%d new secrets, want 1", n)
	}
	if got := secretValue(g.t, d); got != st.Secrets[p.Secret.KeyID] {
		g.t.Error("the keychain does not hold the secret that the tenant knows")
	}
}

// grantSomethingElse lets the colleague grant another application permission by
// Graph alone, as somebody does who misread the message.
func (g *rig) grantSomethingElse(app string) string {
	g.t.Helper()
	const readAllGroups = "5b567255-7703-4780-807c-7be8301ae99b"
	sc := g.srv.Scenario()
	form := func(path string, v url.Values) map[string]any {
		v.Set("client_id", "14d82eec-204b-4c2f-b7e8-296a70dab67e")
		return g.call(http.MethodPost, g.srv.LoginURL()+"/"+sc.Tenant.ID+"/oauth2/v2.0/"+path, "", "application/x-www-form-urlencoded", v.Encode())
	}
	const graphRoot = "https://graph.microsoft.com/"
	code := form("devicecode", url.Values{"scope": {"openid " + graphRoot + "AppRoleAssignment.ReadWrite.All " + graphRoot + "Application.Read.All"}})
	must.Do(g.t, g.srv.ApproveDevice(code["user_code"].(string), sc.Colleague))
	token := form("token", url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:device_code"}, "device_code": {code["device_code"].(string)}})["access_token"].(string)
	sp := g.srv.State().ServicePrincipal(app)["id"].(string)
	graph := g.call(http.MethodGet, g.srv.GraphURL()+"/v1.0/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')?$select=id", token, "", "")["id"].(string)
	g.call(http.MethodPost, g.srv.GraphURL()+"/v1.0/servicePrincipals/"+sp+"/appRoleAssignments", token, "application/json",
		`{"principalId":"`+sp+`","resourceId":"`+graph+`","appRoleId":"`+readAllGroups+`"}`)
	return readAllGroups
}

// call is one request by hand, past all of the program's own clients.
func (g *rig) call(method, address, token, kind, body string) map[string]any {
	g.t.Helper()
	req, err := http.NewRequestWithContext(g.t.Context(), method, address, strings.NewReader(body))
	must.Do(g.t, err)
	req.Header.Set("Content-Type", kind)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := g.kit.Call(req)
	must.Do(g.t, err)
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode >= 300 {
		g.t.Fatalf("%s %s: %s, %v\n%s", method, address, res.Status, err, raw)
	}
	var out map[string]any
	must.Do(g.t, json.Unmarshal(raw, &out))
	return out
}
