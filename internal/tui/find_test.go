package tui

import "testing"

// TestCheckLooksByThePartnersOwnURIs: nothing is found by the first redirect URI,
// the list is pasted before a registration is chosen, and the one that carries
// the partner's own addresses is offered with that reason.
func TestCheckLooksByThePartnersOwnURIs(t *testing.T) {
	t.Parallel()
	d := newRig(t, "search").start(80, 24)
	d.beginCheck()
	d.Sees("No registration in this tenant has the MTP portal's redirect URIs", "Look by your redirect URIs")
	d.Press("u")
	d.At("V03")
	d.Press("enter", "enter")
	d.Await("One registration looks like it")
	d.At("V02")
	d.Sees("\"Contoso Voice SSO\"", "it has https://contoso.bvoip.example/")
	d.SeesNot("Look by your redirect URIs")
	d.Press("enter")
	d.At("V04")
}

// TestAnotherCompanyIsOneChoiceAway: where nothing looks like the registration,
// the page that speaks of another tenant also leads to it.
func TestAnotherCompanyIsOneChoiceAway(t *testing.T) {
	t.Parallel()
	d := newRig(t, "search").start(80, 24)
	d.beginCheck()
	d.Sees("Is it in another tenant? Then choose another company.", "w Another company")
	d.Press("w")
	d.At("V01")
	d.Sees("Your company's domain", "not signed in")
}
