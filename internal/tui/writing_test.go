package tui

import (
	"net/http"
	"strings"
	"testing"

	"ssowizard/internal/sim"
)

// A registration whose service principal is still being made is not called gone
// by the list of steps, whatever is pressed meanwhile.
func TestTheListOfStepsShowsNoFailureWhileARegistrationIsWritten(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(120, 36)
	d.signIn()
	d.Press("y", "enter", "m", "enter", "enter")
	d.At("W")
	made, gate := make(chan struct{}, 100), make(chan struct{})
	g.srv.SetFault(func(r *http.Request) sim.Fault {
		if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/servicePrincipals") {
			made <- struct{}{}
			return sim.Fault{Hold: gate}
		}
		return sim.Fault{}
	})
	d.pass(perKey)
	d.Tap("y")
	for d.m.work == nil {
		d.receive(<-d.msgs)
	}
	<-made
	d.Tap("s")
	d.Tap("s")
	d.Sees("writing", "● 3–8", "2 of 14 parts settled") // what was known before stays, and the count with it
	d.SeesNot("✗")
	close(gate)
	d.Idle()
	d.Sees("written and read back", "✓ 3–8")
}
