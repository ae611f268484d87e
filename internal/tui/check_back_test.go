package tui

import (
	"testing"
)

// From the MTP portal's list Esc leads back to the registration that was chosen,
// so that another one can be.
func TestFromTheListOfACheckEscLeadsToTheChoice(t *testing.T) {
	t.Parallel()
	g := newRig(t, "two-faults")
	d := newDriver(t, Config{Session: g.runner(), Practice: g.practice(), Start: "validate"}, 80, 24)
	d.At("V01")
	d.Press("esc")
	d.Sees("This is the first page. What was done stays done. ctrl+c leave")
	d.Press("enter", "enter", "a")
	d.Await("which registration")
	d.At("V02")
	d.Press("enter")
	d.At("V03")
	d.Press("esc")
	d.At("V02")
	d.Sees("the one you chose") // looking made it known to nobody
	d.SeesNot("the one this computer knows")
	d.Press("enter")
	d.At("V03")
	d.Press("k")
	d.At("V04")
	for _, before := range []string{"V03", "V02", "V01a", "V01"} {
		d.Press("esc")
		d.At(before)
	}
	d.Press("esc")
	d.Sees("This is the first page.")
}

// TestOneThatWasLookedAtStopsNoSearch: the row does not say that this computer
// knew it, and the list of the MTP portal can still be looked by.
func TestOneThatWasLookedAtStopsNoSearch(t *testing.T) {
	t.Parallel()
	for _, start := range []string{"validate", "renew"} {
		g := newRig(t, "two-faults")
		d := newDriver(t, Config{Session: g.runner(), Practice: g.practice(), Start: start}, 100, 36)
		d.Press("enter", "enter", "a")
		d.Await("which registration")
		find := d.m.page().s.ID()
		d.Sees("Look by your redirect URIs")
		d.Press("enter", "esc")
		d.At(find)
		d.Sees("the one you chose", "Look by your redirect URIs")
		d.SeesNot("the one this computer knows")
		d.Press("u")
		d.Press("enter", "enter")
		d.At(find)
		d.Sees("One registration looks like it")
		d.SeesNot("the one you chose", "Look by your redirect URIs")
		if id := d.m.deps.Session.Profile().App.AppID; id != "" {
			t.Errorf("%s: %s is still chosen", start, id)
		}
	}
}
