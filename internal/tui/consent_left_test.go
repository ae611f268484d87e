package tui

import "testing"

// TestTheEndOfACheckTellsWhatSigningInLeft: the report says it, and one more sign-in takes it back after showing it.
func TestTheEndOfACheckTellsWhatSigningInLeft(t *testing.T) {
	t.Parallel()
	g := newRig(t, "good")
	d := g.start(100, 36)
	d.check()
	d.Sees("Consent that signing in left: see it, take it back.")
	d.Press("c")
	d.At("S99c")
	d.Sees("may act with User.Read, Application.Read.All", "▸   Leave it", "after one more sign-in")
	d.Press("t")
	d.Sees("this sign-in asks for that right", "to grant permissions")
	d.Press("a")
	d.Await("may act for you with")
	d.At("S99c")
	d.Press("t")
	d.Sees("This is what will change")
	d.Press("y")
	d.Await("It is gone.")
	if left := g.srv.State().Consents; len(left) != 0 {
		t.Errorf("still there: %v", left)
	}
	d.Press("enter")
	d.Sees("Nothing of this run.")
	d.Press("enter")
	d.At("V04")
	d.SeesNot("Consent that signing in left")
}
