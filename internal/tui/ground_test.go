package tui

import (
	"testing"
)

// undo and renew in practice begin with a setup, which is shown before it is
// written; then there is something to take back, and something to renew.
func TestPracticeIsSetUpBeforeATaskThatNeedsIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ task, at, home, sees string }{
		{"undo", "U", "U02", "Made a client secret"},
		{"renew", "R", "R03", "A new secret"},
	} {
		t.Run(c.task, func(t *testing.T) {
			t.Parallel()
			g := newRig(t, "new")
			d := newDriver(t, Config{Session: g.runner(), Practice: g.practice(), Start: c.task, Domain: "contoso.com"}, 80, 24)
			d.At(c.at + "01")
			d.Press("enter", "enter", "a")
			d.Await("practice needs a setup first")
			d.At(c.at + "00")
			d.Sees("nothing was set up before", "Nothing real is touched")
			d.Press("enter")
			d.Sees("Is this your own company?")
			d.Press("y")
			d.At("W")
			d.Press("n")
			d.At(c.at + "00")
			g.wroteNothing(0, "after a no")
			d.Press("enter")
			d.At("W")
			d.Press("y")
			d.Await("written and read back")
			d.Sees("The simulated company is set up")
			d.Press("enter")
			d.At(c.home)
			if c.task == "undo" {
				d.Sees(c.sees)
			}
			if n := len(g.srv.State().Secrets); n != 1 {
				t.Errorf("%d secrets", n)
			}
		})
	}
}
