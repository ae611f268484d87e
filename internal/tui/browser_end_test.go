package tui

import (
	"testing"

	"ssowizard/internal/engine"
	"ssowizard/internal/testkit"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/wire"
)

// TestABrowserSignInWithoutAPersonHasAnEndOnTheScreen: how long it still lasts is shown, its end is said, and it is offered
// again with another address.
func TestABrowserSignInWithoutAPersonHasAnEndOnTheScreen(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(80, 24)
	d.Press("enter", "enter", "b")
	d.At("S01c")
	d.Sees("Waiting for the browser", "the address works for 14:5")

	g = newRig(t, "new")
	c, err := testkit.Config(g.srv, testkit.Link{Log: wire.NewLog(), Base: g.srv.Transport(), Now: g.kit.Clock.Now, Sleep: g.kit.Sleep, Poll: g.kit.Clock.Sleep})
	if err != nil {
		t.Fatal(err)
	}
	c.Store, c.Keychain, c.Practice = g.store, g.keys, true
	d = newDriver(t, Config{Session: engine.NewSession(c), Practice: g.practice()}, 80, 24)
	d.Press("enter", "enter", "b")
	for range 2 {
		d.Await("Nobody came back from the browser in time.")
		d.At("S01c")
		d.Sees("Its address no longer works.", "Try again", "with a new address", "Sign in with a code")
		d.SeesNot("Waiting for the browser")
		if list := d.m.page().s.(screen.Holder).Values(); len(list) != 0 {
			t.Errorf("the address is still offered: %v", list)
		}
		d.Press("n")
	}
}
