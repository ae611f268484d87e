package tui

import (
	"strings"
	"testing"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/walked"
)

// explaining is the box over a tenant with two faults, signed in and read.
func explaining(t *testing.T) *driver {
	t.Helper()
	g := newRig(t, "two-faults")
	d := g.start(100, 60)
	d.signIn()
	e := d.m.works
	if err := e.ChooseExisting("4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"); err != nil {
		t.Fatal(err)
	}
	if _, err := e.SetURIs(g.srv.Scenario().PortalURIs); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Observe(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.m.look()
	d.m.overlay(walked.New(d.m.deps, steps.PageExplain, nil))
	d.Idle()
	d.At("X")
	return d
}

// A page's whole text, an id and the wizard's own codes are set against what
// Entra holds, by the engine of the command explain.
func TestTheBoxExplainsByWhatEntraHolds(t *testing.T) {
	t.Parallel()
	d := explaining(t)
	p := d.m.deps.Session.Profile()
	for text, want := range map[string][]string{
		"Sign in\nSorry, but we're having trouble signing you in.\n\nAADSTS9002326: Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.\nRequest origin: 'https://mtp.bvoip.net'.": {"AADSTS9002326", "Compared with what Entra held at"},
		"redirect-uri-missing": {"redirect-uri-missing", "Compared with what Entra held at"},
		"AADSTS65001":          {"The cause here"},
		p.App.AppID:            {"What the values are", "of your registration"},
	} {
		d.Paste(text)
		d.Sees(want...)
		d.Press("enter")
	}
	d.Type("9002326")
	d.Press("enter")
	d.Sees("AADSTS9002326", "This is so", "under Web instead of SPA")
}

// Whoever is in the wizard is sent to the steps, not to a command for the shell.
func TestTheBoxSendsToTheStepsOfThisWizard(t *testing.T) {
	t.Parallel()
	d := explaining(t)
	for text, want := range map[string]string{
		"AADSTS50011":   "Go to steps 12–14 to see all 12 side by side",
		"AADSTS9002326": "steps 12–14 to move it",
		"AADSTS65001":   "go to steps 21–22",
	} {
		d.Paste(text)
		d.Sees(want)
		d.SeesNot("ssowizard validate")
		d.Press("enter")
	}
}

// What was given is taken for what it is, and a secret is nowhere on the screen
// again, however it came in.
func TestTheBoxRepeatsNoSecret(t *testing.T) {
	t.Parallel()
	const secret = "abc8Q~exampleexampleexampleexampleexample"
	d := explaining(t)
	give := map[string]func(){
		"pasted":             func() { d.Paste(secret + "\n") },
		"pasted in its row":  func() { d.Paste("bvoip MTP portal\t5/4/2028\t" + secret + "\t" + d.m.deps.Session.Profile().App.AppID) },
		"typed":              func() { d.Type(secret); d.Press("enter") },
		"pasted in an error": func() { d.Paste("AADSTS7000215: Invalid client secret provided.\n" + secret) },
	}
	for how, do := range give {
		do()
		d.Sees("(not repeated)")
		if strings.Contains(d.flat(), "exampleexample") {
			t.Errorf("%s: the screen repeats it:\n%s", how, d.Screen())
		}
		d.Press("enter")
		if strings.Contains(d.flat(), "exampleexample") {
			t.Errorf("%s: the field has it again:\n%s", how, d.Screen())
		}
	}
	d.Paste("qwertz " + secret[:20])
	d.SeesNot(secret[:20])
}

// On a small screen the explanation scrolls, and another text follows by Enter.
func TestALongExplanationScrolls(t *testing.T) {
	t.Parallel()
	d := explaining(t)
	d.Resize(80, 24)
	d.Paste("AADSTS50011 AADSTS65001 AADSTS7000215 " + d.m.deps.Session.Profile().App.AppID)
	d.SeesNot("Compared with")
	for range 12 {
		d.Press("pgdown")
	}
	d.Sees("Compared with what Entra held at")
	d.Press("enter")
	d.Sees("A code, an id, or the whole message")
	d.Press("enter")
	d.Sees("There is nothing to explain yet")
}
