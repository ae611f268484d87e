package tui

import (
	"testing"

	"ssowizard/internal/judge"
	"ssowizard/internal/text"
)

// TestHowLongASecretLivesIsChosenBeforeItIsMade, on the page of steps 23–27 and in a
// renewal.
func TestHowLongASecretLivesIsChosenBeforeItIsMade(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(80, 24)
	d.register()
	d.goTo("15")
	d.Press("enter", "y")
	d.Await("written and read back")
	d.goTo("23")
	d.Sees("24 months, as the procedure asks.")
	d.Press("m")
	d.At("S23l")
	d.Sees("best practice", "1 24 months", "2 12 months", "3 6 months")
	d.Press("3")
	d.At("S23")
	d.Sees("6 months, as chosen.")
	d.Press("enter")
	d.At("W")
	d.Sees("until " + text.Day(judge.LifeOf(d.m.state.Snapshot, d.m.state.Profile).End))
	d.Press("y")
	d.Await("written and read back")
	if end := d.m.state.Profile.Secret.End; end.Sub(d.now.AddDate(0, 6, 0)).Abs().Hours() > 48 {
		t.Errorf("it lives until %s", end)
	}
}

func TestARenewalAsksForALifetimeOnAKey(t *testing.T) {
	t.Parallel()
	g, list := finished(t)
	d := g.again(list)
	d.choose("Renew the client secret")
	d.Press("enter", "a")
	d.Await("five parts")
	d.Press("m")
	d.At("S23l")
	d.Press("2")
	d.At("R03")
	d.Press("1")
	d.At("W")
	d.Press("y")
	d.At("R03w")
	if end := d.m.state.Profile.Secret.End; end.Sub(d.now.AddDate(1, 0, 0)).Abs().Hours() > 48 {
		t.Errorf("it lives until %s", end)
	}
}

// TestAPlanOfASecretLeadsToItsLifetime, and comes back planned anew.
func TestAPlanOfASecretLeadsToItsLifetime(t *testing.T) {
	t.Parallel()
	d := newRig(t, "two-faults").start(100, 36)
	d.check()
	d.Press("a", "k", "enter", "y")
	d.At("W")
	d.Sees("another lifetime (now 24 months)")
	d.Press("m")
	d.At("S23l")
	d.Press("3")
	d.At("W")
	d.Sees("another lifetime (now 6 months)", "until "+text.Day(judge.LifeOf(d.m.state.Snapshot, d.m.state.Profile).End))
}
