package tui

import (
	"net/http"
	"testing"
	"time"

	"ssowizard/internal/sim"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/views"
)

// What a stranger does: Enter everywhere, and keys that mean nothing.

func TestEnterGoesOnWhereThereIsNoMenu(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.Press("enter", "enter", "enter")
	d.At("S01b")
	d.Sees("enter approve", "n new code", "a Have the code entered")
	d.SeesNot("more lines below")
	d.Press("enter")
	d.Await("your own company?")
	d = newRig(t, "new").start(80, 24)
	d.Press("enter", "enter", "b")
	d.At("S01c")
	d.Sees("1 Open this address", "3 Come back here.") // the long address does not push them out of sight
	d.Press("enter")
	d.Await("your own company?")
}

func TestAKeyWithoutMeaningSaysSo(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.Press("k")
	d.Sees(`"k" does nothing on this page. ? help`)
	d.Press("g")
	d.Sees("Steps can be gone to once your company is named.")
	d.Press("l")
	d.Sees("Nothing was asked or sent yet.")
	d.Press("esc")
	d.At("S00")
}

func TestAWrongAnswerAddressSaysWhatToPaste(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(100, 30)
	d.Press("enter", "enter", "b", "p")
	d.Paste("http://localhost/?error=foo")
	d.Press("enter")
	d.Sees("✗ That address carries no answer.", "when they are copied.")
	d.SeesNot("send these words to support")
}

func TestEnterDoesNotLeaveARunningProof(t *testing.T) {
	t.Parallel()
	g, d := atBoard(t, 100, 40)
	for _, n := range []string{"15", "21", "23"} {
		d.goTo(n)
		d.do()
	}
	gate := make(chan struct{})
	g.srv.SetFault(func(*http.Request) sim.Fault { return sim.Fault{Hold: gate} })
	d.PressBriefly("enter", "New secrets take a while")
	d.PressBriefly("enter", "The proof goes on.")
	d.At("S28")
	close(gate)
	d.Await("The cause: Redirect URIs")
}

func TestAJobsWayOutIsNeverCutOff(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	for _, name := range []string{"contoso.com", "a-company-with-a-very-long-name.example"} {
		d.m.work = &working{Job: screen.Job{What: "Finding the tenant of " + name, Usual: 3 * time.Second}, Running: views.Running{Started: d.clock()}}
		d.Sees("● Finding the tenant of", "· esc stops it S00")
	}
	d.m.work = nil
}
