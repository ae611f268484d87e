package tui

import "testing"

// TestARemovalThatCannotBeUndoneHasItsOwnVerb, and a change has not.
func TestARemovalThatCannotBeUndoneHasItsOwnVerb(t *testing.T) {
	t.Parallel()
	g, list := finished(t)
	d := g.again(list)
	d.choose("Take back what the wizard wrote")
	d.Press("enter", "a")
	d.Await("newest first")
	d.Press("enter")
	d.At("W")
	d.Sees("Yes, remove it")
	d.Press("y")
	d.Await("It is taken back.")
	d.Press("enter", "enter")
	d.At("W")
	d.Sees("Yes, write it")
	d.SeesNot("Yes, remove it")
}
