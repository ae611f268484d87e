package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/campaign"
	"ssowizard/internal/injecttest"
	"ssowizard/internal/sim"
	"ssowizard/internal/steps/table"
	"ssowizard/internal/testmetrics"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

// worsen makes a practice tenant's own names hostile as well.
func worsen(sc *sim.Scenario) {
	sc.Tenant.Name += injecttest.Texts[0] + injecttest.Texts[2] + injecttest.Texts[6]
	for i := range sc.Accounts {
		sc.Accounts[i].Name += injecttest.Texts[(i+8)%len(injecttest.Texts)]
	}
	sc.Tenant.Domains = append(sc.Tenant.Domains, sim.Domain{Name: "$(reboot).example\x1b]52;c;eA==\x07\u202e"})
	for _, set := range [][]map[string]any{sc.Applications, sc.ServicePrincipals} {
		for i, o := range set {
			name, _ := o["displayName"].(string)
			o["displayName"] = name + injecttest.Texts[(i+2)%8]
		}
	}
	for i, o := range sc.Applications {
		o["notes"] = injecttest.Texts[i%5] + "\n" + injecttest.Texts[6]
		switch sc.Name {
		case "secret-ending":
			continue // it is written to, and Entra takes no such addresses back
		case "two-faults": // as is this one; it has a secret that somebody else made: elsewhere the walk goes by who made which
			list, _ := o["passwordCredentials"].([]any)
			o["passwordCredentials"] = append(list, map[string]any{"keyId": "11111111-2222-4333-8444-555555555555", "displayName": injecttest.Texts[0] + injecttest.Texts[6], "hint": "\x1b\u202e\u009b", "startDateTime": "now-10d", "endDateTime": "now+10d"})
		default:
			addURI(o, "spa", "https://evil.example/\x1b[199m\u202e\u200bhidden\u009b2J")
		}
		addURI(o, "web", "https://evil.example/"+strings.Repeat("long/", 45))
	}
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

// hostileRig is a rig on such a tenant, whose answers go through an injector.
func hostileRig(t *testing.T, name string) (*rig, *injecttest.Injector) {
	t.Helper()
	g := walks[name].begin(t, name, worsen)
	injector := &injecttest.Injector{Base: g.srv.Transport()}
	switch name { // what changed since it was shown is not written to
	case "two-faults": // it is written to after a second sign-in
		injector.Only(2)
	case "secrets-hand-over": // it is looked at again and again while a colleague is waited for
		injector.Only(6)
	}
	g.base = injector
	return g, injector
}

func TestHostileTextFromTheTenantReachesNoScreen(t *testing.T) {
	t.Parallel()
	frames, said, drawn := 0, map[int]bool{}, map[string]bool{}
	look := func(d *driver, where string) {
		frames += len(hostileSizes())
		d.holdsAtEverySize(where)
		drawn[fmt.Sprintf("%T", d.m.front().s)] = true
		if w, of := d.m.front().s.(*walked.Page); of {
			drawn[string(w.Frame.ID)] = true
		}
	}
	visitSides(t, look)
	for _, name := range campaign.Keys(walks, 2) {
		g, injector := hostileRig(t, name)
		d := walks[name].run(g, func(d *driver, where string) { look(d, name+"/"+where) })
		d.send(screen.LeaveMsg{})
		if wrong := injecttest.Steers(d.view().Content); wrong != "" {
			t.Errorf("%s, at its end: %s", name, wrong)
		}
		for i := range injector.Sent() {
			said[i] = true
		}
		for _, c := range g.logs {
			for _, call := range c.Calls() {
				if wrong := injecttest.Steers(call.Path + call.Err + call.RequestID + call.Host); wrong != "" {
					t.Errorf("%s: the log of calls holds %s", name, wrong)
				}
			}
		}
	}
	defer func() { testmetrics.Record(t, "%d frames", frames) }()
	if !campaign.Whole {
		return // some walks neither say all the texts nor come to all pages
	}
	for i := range injecttest.Texts {
		if !said[i] {
			t.Errorf("%.40q was never sent", injecttest.Texts[i])
		}
	}
	pages := pageTypes(t)
	if len(pages) < 6 { // the shell's boxes, and walked, which draws the table
		t.Errorf("only %d pages were found in the program's text", len(pages))
	}
	for _, r := range table.All.Transitions() {
		if id := string(r.From); !slices.Contains(pages, id) {
			pages = append(pages, id)
		}
	}
	for _, page := range pages {
		if !drawn[page] {
			t.Errorf("no walk comes to %s", page)
		}
	}
}
