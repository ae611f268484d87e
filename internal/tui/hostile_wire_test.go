package tui

import (
	"fmt"
	"strings"
	"testing"

	"ssowizard/internal/campaign"
	"ssowizard/internal/hostile"
	"ssowizard/internal/measured"
	"ssowizard/internal/sim"
)

// worsen makes a practice tenant's own names hostile as well.
func worsen(sc *sim.Scenario) {
	sc.Tenant.Name += hostile.Texts[0] + hostile.Texts[2] + hostile.Texts[6]
	for i := range sc.Accounts {
		sc.Accounts[i].Name += hostile.Texts[(i+8)%len(hostile.Texts)]
	}
	sc.Tenant.Domains = append(sc.Tenant.Domains, sim.Domain{Name: "$(reboot).example\x1b]52;c;eA==\x07\u202e"})
	for _, set := range [][]map[string]any{sc.Applications, sc.ServicePrincipals} {
		for i, o := range set {
			name, _ := o["displayName"].(string)
			o["displayName"] = name + hostile.Texts[(i+2)%8]
		}
	}
	for i, o := range sc.Applications {
		o["notes"] = hostile.Texts[i%5] + "\n" + hostile.Texts[6]
		switch sc.Name {
		case "secret-ending":
			continue // it is written to, and Entra takes no such addresses back
		case "two-faults": // as is this one; it has a secret that somebody else made: elsewhere the walk goes by who made which
			list, _ := o["passwordCredentials"].([]any)
			o["passwordCredentials"] = append(list, map[string]any{"keyId": "11111111-2222-4333-8444-555555555555", "displayName": hostile.Texts[0] + hostile.Texts[6], "hint": "\x1b\u202e\u009b", "startDateTime": "now-10d", "endDateTime": "now+10d"})
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

// hostileRig is a rig on such a tenant, whose answers go through a tongue.
func hostileRig(t *testing.T, name string) (*rig, *hostile.Tongue) {
	t.Helper()
	g := walks[name].begin(t, name, worsen)
	tongue := &hostile.Tongue{Base: g.srv.Transport()}
	switch name { // what changed since it was shown is not written to
	case "two-faults": // it is written to after a second sign-in
		tongue.Only(2)
	case "secrets-hand-over": // it is looked at again and again while a colleague is waited for
		tongue.Only(6)
	}
	g.base = tongue
	return g, tongue
}

func TestHostileTextFromTheTenantReachesNoScreen(t *testing.T) {
	t.Parallel()
	frames, said, drawn := 0, map[int]bool{}, map[string]bool{}
	look := func(d *driver, where string) {
		frames += len(hostileSizes())
		d.holdsAtEverySize(where)
		drawn[fmt.Sprintf("%T", d.m.front().s)] = true
	}
	visitSides(t, look)
	for _, name := range campaign.Keys(walks, 2) {
		g, tongue := hostileRig(t, name)
		d := walks[name].run(g, func(d *driver, where string) { look(d, name+"/"+where) })
		d.send(leaveMsg{})
		if wrong := hostile.Steers(d.m.View().Content); wrong != "" {
			t.Errorf("%s, at its end: %s", name, wrong)
		}
		for i := range tongue.Said() {
			said[i] = true
		}
		for _, c := range g.logs {
			for _, call := range c.Calls() {
				if wrong := hostile.Steers(call.Path + call.Err + call.RequestID + call.Host); wrong != "" {
					t.Errorf("%s: the log of calls holds %s", name, wrong)
				}
			}
		}
	}
	defer func() { measured.Figure(t, "%d frames", frames) }()
	if !campaign.Whole {
		return // some walks neither say all the texts nor come to all pages
	}
	for i := range hostile.Texts {
		if !said[i] {
			t.Errorf("%.40q was never sent", hostile.Texts[i])
		}
	}
	pages := pageTypes(t)
	if len(pages) < 30 {
		t.Errorf("only %d pages were found in the program's text", len(pages))
	}
	for _, page := range pages {
		if !drawn[page] {
			t.Errorf("no walk comes to %s", page)
		}
	}
}
