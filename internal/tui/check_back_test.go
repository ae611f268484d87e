package tui

import "testing"

// From the MTP portal's list Esc leads back to the registration that was chosen,
// so that another one can be.
func TestFromTheListOfACheckEscLeadsToTheChoice(t *testing.T) {
	t.Parallel()
	g := newRig(t, "two-faults")
	d := newDriver(t, Config{Runner: g.runner(), Practice: g.practice(), Start: "validate"}, 80, 24)
	d.At("V01")
	d.Press("esc")
	d.Sees("Nothing lies before this page. Ctrl+C leaves")
	d.Press("enter", "enter", "a")
	d.Await("which registration")
	d.At("V02")
	d.Press("enter")
	d.At("V03")
	d.Press("esc")
	d.At("V02")
	d.Sees("the one this computer knows")
	d.Press("enter")
	d.At("V03")
	d.Press("k")
	d.At("V04")
	d.Press("esc")
	d.Sees("Nothing lies before this page. q leaves")
}
