package tui

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"ssowizard/internal/sim"
)

// tongue is a transport that puts hostile texts into the true answers of the
// simulated services, each time another one, as a tenant or somebody between
// could. What the walk goes by (ids, addresses, codes, the names of its own
// secrets) it leaves alone.
type tongue struct {
	base http.RoundTripper
	mu   sync.Mutex
	next int
	said map[int]bool // which texts were sent
}

// spoken are the properties whose texts are people's or services' words.
var spoken = map[string]bool{"displayName": true, "message": true, "error_description": true, "failureReason": true, "notes": true, "mail": true, "publisherDomain": true,
	"resourceDisplayName": true, "name": true, "additionalDetails": true, "description": true, "disabledByMicrosoftStatus": true, "tenant_region_scope": true, "tenantType": true}

func (g *tongue) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := g.base.RoundTrip(req)
	if err != nil || !strings.Contains(res.Header.Get("Content-Type"), "json") {
		return res, err
	}
	raw, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil {
		return nil, err
	}
	var v any
	if json.Unmarshal(raw, &v) == nil {
		g.mu.Lock()
		raw = g.encode(g.twist("", v))
		g.mu.Unlock()
	}
	res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(raw)), int64(len(raw))
	res.Header.Del("Content-Length")
	res.Header.Set("request-id", "r\u009b2J\u202e")
	return res, nil
}

func (g *tongue) twist(key string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		_, own := v["keyId"]
		for k, e := range v {
			if !own {
				v[k] = g.twist(k, e)
			}
		}
	case []any:
		for i, e := range v {
			v[i] = g.twist(key, e)
		}
	case string:
		if spoken[key] {
			g.next++
			i := g.next % len(hostileTexts)
			if len(hostileTexts[i]) > 1000 && g.next%(5*len(hostileTexts)) >= len(hostileTexts) {
				i = 0 // a megabyte now and then is enough
			}
			g.said[i] = true
			return v + " " + hostileTexts[i]
		}
	}
	return v
}

// encode writes bytes that are no UTF-8 as they are, which encoding/json would
// mend.
func (g *tongue) encode(v any) []byte {
	raw, _ := json.Marshal(v) // it was JSON before
	return bytes.ReplaceAll(raw, []byte(`\ufffd`), []byte("\x9b199m\xff"))
}

// hostileScenario is a practice tenant whose own names are hostile as well.
func hostileScenario(t *testing.T, tenant string) *sim.Scenario {
	t.Helper()
	sc, err := sim.LoadScenario(tenant)
	if err != nil {
		t.Fatal(err)
	}
	sc.Tenant.Name += hostileTexts[0] + hostileTexts[2] + hostileTexts[6]
	for i := range sc.Accounts {
		sc.Accounts[i].Name += hostileTexts[(i+8)%len(hostileTexts)]
	}
	sc.Tenant.Domains = append(sc.Tenant.Domains, sim.Domain{Name: "$(reboot).example\x1b]52;c;eA==\x07\u202e"})
	for _, set := range [][]map[string]any{sc.Applications, sc.ServicePrincipals} {
		for i, o := range set {
			name, _ := o["displayName"].(string)
			o["displayName"] = name + hostileTexts[(i+2)%8]
		}
	}
	for _, o := range sc.Applications {
		addURI(o, "spa", "https://evil.example/\x1b[4;199m\u202e\u200bhidden\u009b2J")
		if tenant == "two-faults" { // a secret that somebody else made; elsewhere the walk goes by who made which
			list, _ := o["passwordCredentials"].([]any)
			o["passwordCredentials"] = append(list, map[string]any{"keyId": "11111111-2222-4333-8444-555555555555", "displayName": hostileTexts[0] + hostileTexts[6], "hint": "\x1b\u202e\u009b", "startDateTime": "now-10d", "endDateTime": "now+10d"})
		}
		addURI(o, "web", "https://evil.example/"+strings.Repeat("long/", 300))
	}
	return &sc
}

func addURI(app map[string]any, platform, uri string) {
	p, ok := app[platform].(map[string]any)
	if !ok {
		p = map[string]any{}
		app[platform] = p
	}
	list, _ := p["redirectUris"].([]any)
	p["redirectUris"] = append(list, uri)
}

// hostileRig is a rig on such a tenant, whose answers go through a tongue.
func hostileRig(t *testing.T, tenant string) (*rig, *tongue) {
	t.Helper()
	g := newRigOn(t, sim.Options{Scenario: hostileScenario(t, tenant)})
	g.base = &tongue{base: http.DefaultTransport.(*http.Transport).Clone(), said: map[int]bool{}}
	return g, g.base.(*tongue)
}

func TestHostileTextFromTheTenantReachesNoScreen(t *testing.T) {
	t.Parallel()
	frames, said := 0, map[int]bool{}
	for tenant, walk := range walks {
		g, tongue := hostileRig(t, tenant)
		d := g.start(100, 40)
		walk(d, func(where string) {
			frames += len(hostileSizes)
			d.holdsAtEverySize(tenant + "/" + where)
			if len(d.copied) != 0 {
				t.Errorf("%s: something is on the clipboard: %q", where, d.copied)
				d.copied = nil
			}
		})
		d.send(leaveMsg{})
		if wrong := steered(d.m.View().Content); wrong != "" {
			t.Errorf("%s, at its end: %s", tenant, wrong)
		}
		for i := range tongue.said {
			said[i] = true
		}
		for _, c := range g.logs {
			for _, call := range c.Calls() {
				if wrong := steered(call.Path + call.Err + call.RequestID + call.Host); wrong != "" {
					t.Errorf("%s: the log of calls holds %s", tenant, wrong)
				}
			}
		}
	}
	for i := range hostileTexts {
		if !said[i] {
			t.Errorf("%.40q was never sent", hostileTexts[i])
		}
	}
	t.Logf("%d frames", frames)
}
