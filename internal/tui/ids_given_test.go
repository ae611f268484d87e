package tui

import (
	"testing"

	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

// Giving the one id that is not known records that and no more, and Enter leads on.
func TestTheClientIDGivenByHandIsNotedAsThat(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := newDriver(t, Config{Session: g.runner(), Practice: g.practice(), SignIn: "none", Start: "setup"}, 100, 36)
	d.Press("enter")
	d.goTo("9")
	d.At("S09")
	d.Press("i")
	d.Paste("4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60")
	d.Press("enter")
	d.At("S09")
	d.Sees(judge.IDGiven, "Go on")
	d.SeesNot("both ids copied")
	d.Press("enter")
	d.At("S10")
}

// Where nobody looked, no page says that there is nothing; and a word that a value
// was copied is no proof.
func TestWithoutASignInNothingIsSaidToBeMissing(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := newDriver(t, Config{Session: g.runner(), Practice: g.practice(), SignIn: "none", Start: "setup"}, 100, 36)
	d.Press("enter")
	for _, id := range []string{"3-8", "15-20", "21-22", "23-27"} {
		if now := d.verdictOf(id).Now; now != "not looked at, because nobody is signed in" {
			t.Errorf("%s: %q", id, now)
		}
	}
	for _, st := range judge.Catalogue() {
		if err := d.m.deps.Session.Session.(*engine.Session).Confirm(st.ID, ""); err != nil {
			t.Fatal(err)
		}
	}
	d.run(screen.Push(walked.PhaseScreen(d.m.deps, "")))
	d.Idle()
	d.Sees("not tried; that the value was copied was confirmed by you")
}

func (d *driver) verdictOf(phase string) judge.PhaseReport { return d.m.deps.Verdict().Phase(phase) }
