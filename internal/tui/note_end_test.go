package tui

import (
	"net/http"
	"strings"
	"testing"

	"ssowizard/internal/sim"
)

// What was said of something that goes on is gone once it has ended: beside the
// result it would not be true.
func TestANoteEndsWithTheWorkItIsAbout(t *testing.T) {
	t.Parallel()
	g, d := atHandOver(t, "new", 80, 24)
	d.goTo("28")
	d.At("S28")
	gate := make(chan struct{})
	g.srv.SetFault(func(*http.Request) sim.Fault { return sim.Fault{Hold: gate} })
	d.Tap("r")
	for d.m.work == nil {
		d.receive(<-d.msgs)
	}
	for i := 0; i < 8 && !strings.Contains(d.flat(), "▸ Wait here"); i++ {
		d.Tap("up")
	}
	d.Tap("enter")
	for d.m.note == "" {
		d.receive(<-d.msgs)
	}
	d.Sees("The proof goes on.")
	close(gate)
	d.Await("Proven at")
	d.SeesNot("The proof goes on.")
}
