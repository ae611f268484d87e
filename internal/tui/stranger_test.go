package tui

import (
	"testing"
	"time"
)

// What a stranger does: Enter everywhere, and keys that mean nothing.

func TestEnterGoesOnWhereThereIsNoMenu(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.Press("enter", "enter", "enter")
	d.At("S01b")
	d.Sees("enter approve", "n new code", "a plays the administrator")
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
	_, d := atBoard(t, 100, 40)
	for _, n := range []string{"15", "21", "23"} {
		d.goTo(n)
		d.do()
	}
	d.Press("enter")
	d.goTo("28")
	p, ok := d.m.page().s.(*proof)
	if !ok {
		t.Fatalf("not at the proof:\n%s", d.Screen())
	}
	p.feed, p.ended = &proofFeed{}, false // as it is while the run is under way
	d.Press("enter")
	d.At("S28")
	d.Sees("The proof goes on.")
}

func TestAJobsWayOutIsNeverCutOff(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	for _, name := range []string{"contoso.com", "a-company-with-a-very-long-name.example"} {
		d.m.work = &working{Job: job{What: "Finding the tenant of " + name, Usual: 3 * time.Second}, Started: d.clock()}
		d.Sees("● Finding the tenant of", "· esc stops it S00")
	}
	d.m.work = nil
}
