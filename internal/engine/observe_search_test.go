package engine_test

import (
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/mtp"
	"ssowizard/internal/must"
	"ssowizard/internal/sim"
)

// TestARegistrationIsFoundByThePartnersOwnURIs: whatever became of the first
// redirect URI, and on whichever platform the own ones lie, the registration is
// offered with the address that shows it. Another one of the same name is not
// shown by that to be the one.
func TestARegistrationIsFoundByThePartnersOwnURIs(t *testing.T) {
	cases := map[string]func(app map[string]any){
		"the first is missing":     func(app map[string]any) { keepURIs(app, "spa", func(u string) bool { return u != mtp.FirstURI }) },
		"the first is mistyped":    func(app map[string]any) { setURI(app, mtp.FirstURI, mtp.FirstURI+"/") },
		"only own ones, under Web": func(app map[string]any) { keepURIs(app, "spa", own); app["web"], app["spa"] = app["spa"], nil },
		"only the last of the own": func(app map[string]any) {
			keepURIs(app, "spa", func(u string) bool { return strings.HasSuffix(u, "contoso.bvoip.example/example-support") })
		},
	}
	for name, spoil := range cases {
		t.Run(name, func(t *testing.T) {
			sc, app := goodScenario(t)
			spoil(app)
			if app["spa"] == nil {
				delete(app, "spa")
			}
			w := newWalkIn(t, sc)
			w.signIn(w.sc.Admin)
			if c := w.r.Snapshot().Candidates; !c.Known || len(c.Value) != 0 {
				t.Fatalf("found without the list: %+v", c)
			}
			w.pasteURIs()
			must.Do(t, w.r.SetName("Intranet search"))
			calls := len(w.log.Calls())
			w.observe()
			c := w.r.Snapshot().Candidates
			if !c.Known || len(c.Value) != 2 {
				t.Fatalf("candidates: %+v", c)
			}
			first, second := c.Value[0], c.Value[1]
			if first.App.AppID != judgedApp || !first.ByURI() || !strings.Contains(strings.Join(first.Why, "; "), "contoso.bvoip.example") {
				t.Errorf("the first candidate: %s, %v", first.App.AppID, first.Why)
			}
			if second.ByURI() || !slices.Equal(second.Why, []string{"it has the same name"}) {
				t.Errorf("the one with the name: %v", second.Why)
			}
			if id := w.r.Profile().App.AppID; id != "" {
				t.Errorf("%s was adopted by itself", id)
			}
			if n := len(w.log.Calls()) - calls; n != 2 { // the batch, and beside it the policy of the beta version
				t.Errorf("%d calls to look, want 2", n)
			}
		})
	}
}

func own(uri string) bool { return !strings.HasPrefix(uri, "https://mtp.bvoip.net/") }

// goodScenario is the practice tenant "good", and in it the registration that the
// setup is about.
func goodScenario(t *testing.T) (sim.Scenario, map[string]any) {
	t.Helper()
	sc, err := sim.LoadScenario("good")
	must.Do(t, err)
	i := slices.IndexFunc(sc.Applications, func(a map[string]any) bool { return a["appId"] == judgedApp })
	return sc, sc.Applications[i]
}

func keepURIs(app map[string]any, platform string, keep func(string) bool) {
	lists, _ := app[platform].(map[string]any)
	list, _ := lists["redirectUris"].([]any)
	lists["redirectUris"] = slices.DeleteFunc(slices.Clone(list), func(u any) bool { return !keep(u.(string)) })
}

func setURI(app map[string]any, old, now string) {
	list := app["spa"].(map[string]any)["redirectUris"].([]any)
	list[slices.Index(list, any(old))] = now
}
