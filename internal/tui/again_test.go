package tui

import "testing"

// TestASignInThatIsLeftKeepsTheOneBefore: whoever asks for another sign-in and
// comes back without one is still signed in, from step 1 and from the page of
// what was looked at beforehand.
func TestASignInThatIsLeftKeepsTheOneBefore(t *testing.T) {
	g := newRig(t, "new")
	d := g.start(120, 36)
	d.signIn()
	d.Press("y")
	d.At("S01f")
	for _, way := range []struct{ key, at string }{{"c", "S01b"}, {"b", "S01c"}} {
		d.Press("o")
		d.At("S01a")
		d.Tap(way.key)
		d.Idle()
		d.At(way.at)
		if !d.m.deps.Session.SignedIn() {
			t.Errorf("%s: signed out at once", way.key)
		}
		d.Press("esc")
		d.At("S01a")
		d.Sees("Sign out", "Signed in ada@contoso.com")
		d.SeesNot("not signed in")
		d.Press("esc")
		d.At("S01f")
	}
}
