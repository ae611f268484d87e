package sim

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ssowizard/assets"
	"ssowizard/internal/must"
)

func TestEveryPracticeTenantIsUsable(t *testing.T) {
	all := assets.PracticeNames()
	if len(all) == 0 || all[0] != "new" {
		t.Fatalf("practice tenants: %v", all)
	}
	for _, name := range []string{"adopt", "hand-over", "code-blocked", "code-blocked-browser", "secrets-forbidden", "secrets-capped", "pim",
		"multi-tenant-forbidden", "guest", "throttled"} {
		if !slices.Contains(all, name) {
			t.Errorf("there is no practice tenant %q", name)
		}
	}
	for _, name := range all {
		t.Run(name, func(t *testing.T) {
			sc, err := LoadScenario(name)
			must.Do(t, err)
			if sc.Name != name {
				t.Errorf("the file of %s calls itself %s", name, sc.Name)
			}
			if len(sc.PortalURIs) != 12 || sc.PortalURIs[0] != "https://mtp.bvoip.net/users" {
				t.Errorf("redirect URIs: %v", sc.PortalURIs)
			}
			for _, u := range sc.PortalURIs[1:] {
				if !strings.Contains(u, "example") {
					t.Errorf("%s is not marked as an example", u)
				}
			}
			d := newDirectory(sc, newClock(nil, 1, 0))
			if _, ok := d.account(sc.Admin); !ok {
				t.Errorf("nobody is the admin: %q", sc.Admin)
			}
			for _, o := range d.view().Applications {
				if refused := conforms("application", o, nil); refused != nil {
					t.Errorf("%v: %s", o["displayName"], refused.message)
				}
				if d.checkApplication(o, text(o, "signInAudience"), "") != nil {
					t.Errorf("%v would be refused by its own tenant", o["displayName"])
				}
			}
		})
	}
}

func TestAdoptTenantIsHalfRight(t *testing.T) {
	sc, err := LoadScenario("adopt")
	must.Do(t, err)
	d := newDirectory(sc, newClock(nil, 1, 0))
	st := d.view()
	i := slices.IndexFunc(st.Applications, func(o object) bool { return o["displayName"] == "Contoso Voice SSO" })
	if i < 0 {
		t.Fatal("the registration is missing")
	}
	app := st.Applications[i]
	spa, web := uris(app, "spa"), uris(app, "web")
	right, near := 0, 0
	for _, u := range sc.PortalURIs {
		if slices.Contains(spa, u) {
			right++
		}
		if slices.Contains(spa, u+"/") {
			near++
		}
	}
	if right != 9 || near != 1 || len(web) != 1 || !slices.Contains(sc.PortalURIs, web[0]) || !slices.Contains(spa, "http://localhost:3000/") || len(spa) != 11 {
		t.Errorf("spa %v, web %v", spa, web)
	}
	declared := declaredFor(app, graphResource)
	if len(declared["Role"]) != 0 || !slices.Contains(declared["Scope"], "a154be20-db9c-4678-8ab7-66f6cc099a59") {
		t.Errorf("declared %v", declared)
	}
	if st.ServicePrincipal(text(app, "appId")) == nil || len(st.Grants) != 0 {
		t.Errorf("service principal %v, grants %v", st.ServicePrincipal(text(app, "appId")), st.Grants)
	}
}

func TestAReportOfAGoodSetupIsComplete(t *testing.T) {
	sc, err := LoadScenario("good")
	must.Do(t, err)
	d := newDirectory(sc, newClock(nil, 1, 0))
	st := d.view()
	app := st.Applications[len(st.Applications)-1]
	id, key := text(app, "appId"), text(list(app, "passwordCredentials")[0], "keyId")
	if got := d.grantedRoles(id); !slices.Equal(got, []string{"User.Read.All"}) {
		t.Errorf("granted: %v", got)
	}
	if g := st.DelegatedGrants; len(g) != 1 || g[0]["consentType"] != "AllPrincipals" || g[0]["scope"] != "User.Read" ||
		g[0]["clientId"] != st.ServicePrincipal(id)["id"] || g[0]["resourceId"] != st.Grants[0]["resourceId"] {
		t.Errorf("delegated grants: %v", g)
	}
	if v := d.secretState(id, sc.Secrets[key]); v != secretGood {
		t.Errorf("its secret is judged %d", v)
	}
}

func TestRefusesScenarios(t *testing.T) {
	good := `"name":"x","title":"x","about":"x","tenant":{"id":"c0470500-1b3d-4a52-9d0e-5f3a7b2c6d18","name":"x","domains":[{"name":"x.example"}]},` +
		`"accounts":[{"id":"5f0c1a52-6a0e-4a55-9c3e-0d4a1b7e2f10","upn":"a@x.example","roles":["Global Administrator"]}],"admin":"A@x.example"`
	if _, err := ParseScenario([]byte(`{` + good + `,"licence":"P2"}`)); err != nil {
		t.Fatal(err)
	}
	for name, tail := range map[string]string{
		"unknown field":    `,"licence":"P2","license":"P2"`,
		"licence":          `,"licence":"E5"`,
		"unknown role":     `,"licence":"P2","accounts":[{"id":"5f0c1a52-6a0e-4a55-9c3e-0d4a1b7e2f10","upn":"a@x.example","roles":["Boss"]}]`,
		"account id":       `,"licence":"P2","accounts":[{"id":"1","upn":"a@x.example"}]`,
		"unknown admin":    `,"licence":"P2","colleague":"b@x.example"`,
		"no domain":        `,"licence":"P2","tenant":{"id":"c0470500-1b3d-4a52-9d0e-5f3a7b2c6d18","domains":[]}`,
		"tenant id":        `,"licence":"P2","tenant":{"id":"contoso","domains":[{"name":"x.example"}]}`,
		"no title":         `,"licence":"P2","title":""`,
		"delay":            `,"licence":"P2","delays":{"application":"soon"}`,
		"delay number":     `,"licence":"P2","delays":{"application":2}`,
		"lifetime":         `,"licence":"P2","policy":{"maxSecretLifetime":"180 days"}`,
		"unknown property": `,"licence":"P2","applications":[{"displayname":"x"}]`,
		"delegated grant":  `,"licence":"P2","oauth2PermissionGrants":[{"scopes":"User.Read"}]`,
		"relative date":    `,"licence":"P2","applications":[{"createdDateTime":"now-long"}]`,
		"relative days":    `,"licence":"P2","applications":[{"createdDateTime":"now-xd"}]`,
		"kind of deleted":  `,"licence":"P2","deleted":[{"displayName":"x"}]`,
	} {
		if _, err := ParseScenario([]byte(`{` + good + tail + `}`)); !errors.Is(err, ErrScenario) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := LoadScenario("nowhere"); !errors.Is(err, assets.ErrNoPractice) || !strings.Contains(err.Error(), "adopt") {
		t.Errorf("unknown name: %v", err)
	}
}

func TestScenarioDatesAreRelative(t *testing.T) {
	start := time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)
	sc, err := LoadScenario("new")
	must.Do(t, err)
	sc.Applications = []map[string]any{{"displayName": "Old", "appId": "b7f20d58-9a34-4e1c-8c67-3e5d9a1f4082", "createdDateTime": "now-400d",
		"passwordCredentials": []any{
			map[string]any{"keyId": "11111111-1111-4111-8111-111111111111", "endDateTime": "now+10d", "startDateTime": "now"},
			map[string]any{"keyId": "22222222-2222-4222-8222-222222222222", "endDateTime": "now-1h"},
		}}}
	sc.Deleted = []map[string]any{{"@odata.type": "#microsoft.graph.application", "displayName": "Gone", "id": "33333333-3333-4333-8333-333333333333"}}
	sc.AppRoleAssignments = []map[string]any{{"principalId": sc.ServicePrincipals[1]["id"], "appRoleId": userReadAllRole}}
	sc.Secrets = map[string]string{"11111111-1111-4111-8111-111111111111": "good", "22222222-2222-4222-8222-222222222222": "old"}
	d := newDirectory(sc, newClock(func() time.Time { return start }, 1, 0))
	st := d.view()
	creds := list(st.Applications[0], "passwordCredentials")
	if creds[0]["endDateTime"] != "2026-09-11T08:00:00Z" || creds[1]["endDateTime"] != "2026-09-01T07:00:00Z" || st.Applications[0]["createdDateTime"] != "2025-07-28T08:00:00Z" {
		t.Errorf("dates: %v %v", creds, st.Applications[0]["createdDateTime"])
	}
	appID := text(st.Applications[0], "appId")
	if d.secretState(appID, "good") != secretGood || d.secretState(appID, "old") != secretExpired {
		t.Error("secrets of the file do not work")
	}
	if got := d.grantedRoles(appID); !slices.Equal(got, []string{"User.Read.All"}) {
		t.Errorf("granted: %v", got)
	}
	if len(st.Deleted) != 1 || st.Deleted[0]["deletedDateTime"] == nil {
		t.Errorf("bin: %v", st.Deleted)
	}
	if sc.Applications[0]["createdDateTime"] != "now-400d" {
		t.Error("the scenario was changed by being used")
	}
}

func TestManyAtOnce(t *testing.T) {
	r := newRig(t, func(s *Scenario) { s.Delays = Delays{} })
	ids := r.settled()
	created := make([]int, 8)
	var wg sync.WaitGroup
	for i := range created {
		wg.Go(func() {
			mine := &rig{t: t, d: r.d, h: r.h, tok: r.tok, at: r.at, bearer: r.bearer, headers: map[string]string{"Prefer": "create-if-missing"}}
			created[i] = mine.call("PATCH", "/v1.0/applications(uniqueName='one')", object{"displayName": "One"}).status
			for range 10 {
				mine.call("POST", "/v1.0/applications/"+ids["app"]+"/addPassword", object{})
				mine.call("GET", "/v1.0/applications/"+ids["app"], nil)
				mine.call("POST", "/v1.0/$batch", object{"requests": []any{object{"id": "a", "method": "GET", "url": "/applications"}, object{"id": "b", "method": "GET", "url": "/me"}}})
				r.d.grantedRoles(ids["appId"])
				r.d.view()
			}
		})
	}
	wg.Wait()
	if n := len(slices.DeleteFunc(created, func(s int) bool { return s != 201 })); n != 1 {
		t.Errorf("%d upserts created the registration", n)
	}
	if n := len(r.d.view().Secrets); n != 80 {
		t.Errorf("%d secrets, want 80", n)
	}
}

func TestSchemaTablesAreComplete(t *testing.T) {
	s := graphSchema()
	for name, typ := range s.Types {
		if typ.Base != "" && s.Types[typ.Base].Properties == nil {
			t.Errorf("%s is derived from %s, which is missing", name, typ.Base)
		}
		for prop, p := range typ.Properties {
			if c, ok := parseEDM(p).complexName(); ok && s.Types[c].Properties == nil && s.Enums[c] == nil {
				t.Errorf("%s/%s: type %s is missing", name, prop, c)
			}
		}
	}
	for _, shape := range slices.Concat(filterShapes, searchShapes) {
		for _, c := range shape.clauses {
			typ, at := shape.typeName, edm{}
			for step := range strings.SplitSeq(c.property, "/") {
				var ok bool
				if at, ok = s.property(typ, step); !ok {
					t.Errorf("%s asks %s for what is not in the schema", shape.form(), shape.typeName)
				}
				typ, _ = at.complexName()
			}
		}
	}
	for name, props := range readOnly {
		for _, p := range props {
			if _, ok := s.property(name, p); !ok {
				t.Errorf("read-only %s/%s is not in the schema", name, p)
			}
		}
	}
	graph := (&store{ids: newIDSource(1)}).graphServicePrincipal()
	if refused := conforms("servicePrincipal", graph, nil); refused != nil {
		t.Error(refused.message)
	}
	if appRoleByID(graph, userReadAllRole) == nil || len(list(graph, "oauth2PermissionScopes")) < 20 {
		t.Error("Microsoft Graph does not offer what the wizard needs")
	}
}
