package tui

import (
	"testing"
)

// TestStepOneOfWhoIsSignedInLeadsOn, whichever way they came in by.
func TestStepOneOfWhoIsSignedInLeadsOn(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(80, 24)
	d.Press("enter", "enter", "b")
	d.At("S01c")
	d.Press("d", "a")
	d.Await("your own company?")
	d.Press("esc")
	d.At("S01a")
	d.Sees("▸ Go on")
	d.Press("enter")
	d.At("S01e")
}
