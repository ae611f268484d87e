package tui

import (
	"net/http"
	"testing"

	"ssowizard/internal/sim"
)

// Going one page back while a write is on its way is not told as leaving the
// program: the program goes on, and reads before it writes.
func TestGoingBackWhileWritingIsNotToldAsLeaving(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(80, 24)
	d.register()
	d.goTo("15")
	d.Press("enter")
	sent, gate := make(chan struct{}, 9), make(chan struct{})
	g.srv.SetFault(func(r *http.Request) sim.Fault {
		if r.Method == http.MethodPatch {
			sent <- struct{}{}
			return sim.Fault{Hold: gate}
		}
		return sim.Fault{}
	})
	d.pass(perKey)
	d.Tap("y")
	for d.m.work == nil {
		d.receive(<-d.msgs)
	}
	<-sent
	d.Tap("esc")
	d.Sees("Going back now stops waiting for the answer.", "it is read again before anything else is written.", "Stay until it is done", "Go back now")
	d.SeesNot("Leave now", "the next run", "forgotten")
	d.Tap("esc")
	d.Tap("q")
	d.Sees("Leave now", "what was practiced is forgotten")
	d.Tap("esc")
	d.Tap("esc")
	d.Tap("down")
	d.Tap("enter")
	close(gate)
	d.Idle()
	d.At("S15")
	d.Sees("Read again at")
	d.SeesNot("could not check", "? 15–20", "?15–20")
	if d.m.ended {
		t.Error("it was left")
	}
}
