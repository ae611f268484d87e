package tui

import (
	"testing"
	"time"

	"ssowizard/internal/tui/walked"
)

// atPlan drives to a plan that waits for an answer.
func atPlan(t *testing.T, width, height int) (*rig, *driver) {
	t.Helper()
	g := newRig(t, "new")
	d := g.start(width, height)
	d.signIn()
	d.Press("y", "enter", "m", "enter", "enter")
	d.At("W")
	return g, d
}

// The help over a box names what works in the box, and no key that waits until
// it is closed.
func TestHelpOfABoxNamesTheKeysOfTheBox(t *testing.T) {
	t.Parallel()
	_, d := atPlan(t, 100, 40)
	d.Press("?")
	d.Sees("Help · W", "share-safe", "requests", "back to the page", "PgUp PgDn", "ctrl+c")
	d.SeesNot("go to step", "print values", "practice is forgotten", "one step back")
	d.Press("esc")
	d.At("W")
	d.Press("esc", "g", "f1")
	d.Sees("Help · G")
	d.SeesNot("share-safe", "requests") // letters are text there
}

// Names stand in a plan, so share-safe mode can be switched on over it.
func TestShareSafeAndTheRequestsWorkOverABox(t *testing.T) {
	t.Parallel()
	g, d := atPlan(t, 100, 40)
	d.Sees("Contoso Voice SSO")
	d.Press("s")
	d.At("W")
	d.Sees("SHARE-SAFE", "names, ids and addresses are hidden")
	d.SeesNot("Contoso Voice SSO")
	d.Press("l")
	d.Sees("Requests of this run")
	d.Press("l")
	d.At("W")
	d.Press("s")
	d.Sees("Contoso Voice SSO")
	d.Press("q")
	d.At("W")
	d.Sees("\"q\" does nothing here. esc back")
	d.Press("?", "x")
	d.Sees("\"x\" does nothing here.")
	d.Press("enter")
	d.SeesNot("\"enter\" does nothing")
	d.At("W")
	d.Press("esc", "g", "s", "1", "enter")
	d.At("SS1")
	g.wroteNothing(0, "went out")
}

// A key that is not the plan's own counts as typing there: a word that was meant
// for the page below does not end in a yes.
func TestAWordTypedOverAPlanDoesNotEndInAYes(t *testing.T) {
	t.Parallel()
	_, d := atPlan(t, 100, 40)
	b := d.m.front().s.(*walked.Page)
	*b = *walked.New(b.D, b.Frame.ID, b.Frame.Local)
	d.pass(300 * time.Millisecond)
	d.Tap("s")
	d.pass(300 * time.Millisecond)
	d.Tap("y")
	d.At("W")
}
