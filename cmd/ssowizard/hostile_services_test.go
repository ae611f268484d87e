package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"ssowizard/internal/campaign"
	"ssowizard/internal/injecttest"
	"ssowizard/internal/must"
	"ssowizard/internal/sim"
)

// Addresses that a registration may hold: one that Entra takes back when the
// registration is written to, and one that it would not.
const (
	keptURI  = "https://evil.example/\u202e\u200bhidden\u009b2J"
	worseURI = "https://evil.example/\x1b[199m\u202e\u200bhidden\u009b2J"
)

// hostileScenario is a practice tenant whose own registrations and domains are
// hostile as well.
func hostileScenario(t *testing.T, tenant, uri string) *sim.Scenario {
	t.Helper()
	sc, err := sim.LoadScenario(tenant)
	must.Do(t, err)
	for _, o := range sc.Applications {
		addRedirect(o, "spa", uri)
	}
	sc.Tenant.Domains = append(sc.Tenant.Domains, sim.Domain{Name: "$(reboot).example\x1b]52;c;eA==\x07\u202e"})
	return &sc
}

func addRedirect(app map[string]any, platform, uri string) {
	p, ok := app[platform].(map[string]any)
	if !ok {
		p = map[string]any{}
		app[platform] = p
	}
	list, _ := p["redirectUris"].([]any)
	p["redirectUris"] = append(list, uri)
}

// spokenFor puts a proxy before both services of a simulated tenant, in whose
// every answer holds hostile texts, and which approves each device code.
func spokenFor(t *testing.T, srv *sim.Server) (login, graph string, injector *injecttest.Injector) {
	t.Helper()
	injector = &injecttest.Injector{}
	roots := []string{srv.LoginURL(), srv.GraphURL()}
	fronts := make([]string, len(roots))
	// The services name themselves and each other: in descriptions without a
	// scheme, in forms escaped.
	exchange := func(raw []byte, from, to []string) []byte {
		for i := range from {
			a, b := strings.TrimPrefix(from[i], "http://"), strings.TrimPrefix(to[i], "http://")
			raw = bytes.ReplaceAll(raw, []byte(a), []byte(b))
			raw = bytes.ReplaceAll(raw, []byte(url.QueryEscape(a)), []byte(url.QueryEscape(b)))
		}
		return raw
	}
	for i, root := range roots {
		to, _ := url.Parse(root)
		p := &httputil.ReverseProxy{Transport: &http.Transport{}, Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(to)
			r.Out.Header.Del("Accept-Encoding")
			raw, _ := io.ReadAll(r.In.Body)
			raw = exchange(raw, fronts, roots)
			r.Out.Body, r.Out.ContentLength = io.NopCloser(bytes.NewReader(raw)), int64(len(raw))
		}}
		p.ModifyResponse = func(res *http.Response) error {
			raw, err := io.ReadAll(res.Body)
			if err != nil {
				return err
			}
			raw = exchange(raw, roots, fronts)
			res.Body = io.NopCloser(bytes.NewReader(raw))
			var device struct {
				Code string `json:"user_code"`
			}
			if json.Unmarshal(raw, &device) == nil && device.Code != "" {
				go func() { _ = srv.ApproveDevice(device.Code, "") }()
			}
			res.Header.Del("Content-Length")
			return injector.Inject(res)
		}
		front := httptest.NewServer(p)
		t.Cleanup(front.Close)
		fronts[i] = front.URL
	}
	return fronts[0], fronts[1], injector
}

// TestHostileTextOfAStoppedSignInReachesNoTerminalAndNoFile: at "Need admin approval"
// the browser comes back with a refusal, whose words are hostile.
func TestHostileTextOfAStoppedSignInReachesNoTerminalAndNoFile(t *testing.T) {
	t.Parallel()
	for _, tenant := range []string{"pim", "reader"} {
		srv, err := sim.Start(sim.Options{Scenario: hostileScenario(t, tenant, worseURI), Scale: 0.01, Seed: 5})
		must.Do(t, err)
		t.Cleanup(srv.Close)
		login, graph, injector := spokenFor(t, srv)
		for n, i := range campaign.Indexes(len(injecttest.Texts), sampledTexts) {
			injector.Only(i)
			for _, args := range []string{"validate --app-id " + judgedApp + " --redirect-uris URIS", "report --app-id " + judgedApp + " --json --debug --redirect-uris URIS"} {
				b := newBench(t)
				b.env[envLogin], b.env[envGraph] = login, graph
				b.errWidth, b.outWidth = 80, 80
				stopped := make(chan error, 1)
				b.open = func(u string) error {
					u = strings.Replace(u, login, srv.LoginURL(), 1)
					go func() { stopped <- comeBack(u, injecttest.Texts[i]) }()
					return nil
				}
				uris := b.file("uris.txt", strings.Join(srv.Scenario().PortalURIs, "\n"))
				args = strings.Replace(args, "URIS", uris, 1) + " --no-input --sign-in browser --tenant contoso.com"
				b.want(exitSignIn, strings.Fields(args))
				b.calm(args)
				b.fits(args)
				if err := <-stopped; err != nil {
					t.Errorf("%s, text %d, run %d: %v", tenant, i, n, err)
				}
			}
		}
	}
}

// comeBack does what the browser does after "Return to the application without
// granting consent", with a description of somebody's.
func comeBack(authorize, description string) error {
	u, err := url.Parse(authorize)
	if err != nil {
		return err
	}
	back := url.Values{"state": {u.Query().Get("state")}, "error": {"access_denied"}, "error_subcode": {"cancel"},
		"error_description": {"AADSTS65004: " + description[:min(len(description), 2000)]}}
	res, err := http.Get(u.Query().Get("redirect_uri") + "?" + back.Encode())
	if err != nil {
		return err
	}
	return res.Body.Close()
}
