package tui

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/sim"
)

func TestShownOnceIsChosenBeforehandAndShownInTheRun(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	g.keys = absent{}
	d := g.start(80, 24)
	d.signIn()
	d.Press("y")
	d.Sees("where shall the client secret be kept?")
	g.wroteNothing(0, "before the choice")
	d.Press("w")
	d.Sees("shown once and kept nowhere", "Nothing that was found will stop a later step")
	d.Press("enter", "m", "enter")
	d.do()
	d.Press("enter", "enter", "enter", "enter", "y")
	for _, id := range []string{"S12", "S15", "S21", "S23"} {
		d.At(id)
		if id == "S23" {
			d.Sees("Kept in", "nowhere: you see it once")
		}
		d.do()
		d.Press("enter")
	}
	d.At("S28")
	d.Tick(tickEvery)
	d.Await("Proven at")
	d.Press("enter")
	d.At("S29")
	d.Sees("It is kept nowhere: when this program ends it is gone.", "••••")
	value := ""
	for _, s := range g.srv.State().Secrets {
		value = s
	}
	d.SeesNot(value)
	d.Press("v")
	d.Sees(value)
	d.Press("v", "c")
	d.SeesNot(value)
	if got := strings.Join(d.copied, " "); !strings.Contains(got, value) {
		t.Errorf("copied %q", got)
	}
	d.Press("q")
	d.Sees("The secret's value would be lost", "step 29 is not confirmed", "▸ Stay")
	d.Press("enter")
	d.At("S29")
	d.Press("ctrl+c") // the one other thing that it asks about
	d.Sees("The secret's value would be lost")
	d.Press("esc", "q")
	d.choose("Leave now") // gone with the program: the next one says so and proves nothing
	list, err := g.store.List()
	if err != nil || len(list) != 1 {
		t.Fatalf("%d profiles, %v", len(list), err)
	}
	d = newDriver(t, Config{Session: g.runner(), Practice: g.practice(), Profiles: list}, 80, 24)
	d.Press("enter", "enter", "a")
	d.Await("Before the first write")
	d.goTo("28")
	d.Sees("The secret was shown once and kept nowhere, as you chose.", "say so in step 29")
	d.SeesNot("Somebody removed it", value)
	if st := g.srv.State(); len(st.Secrets) != 1 {
		t.Errorf("%d secrets", len(st.Secrets))
	}
}

// TestLeavingWhileAValueIsMadeThatIsKeptNowhereSaysWhatItCosts: while the secret is asked for, and while what was written is
// read back. A write of which nothing would be lost is told otherwise.
func TestLeavingWhileAValueIsMadeThatIsKeptNowhereSaysWhatItCosts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		held func(*http.Request, bool) bool // the request, and whether the secret was asked for before
		says string
	}{
		{func(r *http.Request, _ bool) bool { return strings.HasSuffix(r.URL.Path, "/addPassword") },
			"A client secret is being made, and its value goes into this program's memory alone."},
		{func(r *http.Request, asked bool) bool { return asked && strings.HasSuffix(r.URL.Path, "/$batch") },
			"lies in this program's memory alone"},
	} {
		g := newRig(t, "new")
		g.keys = absent{}
		d := g.start(80, 24)
		d.signIn()
		d.Press("y", "w", "enter", "m", "enter")
		d.do()
		d.Press("enter", "enter", "enter", "enter", "y")
		for _, id := range []string{"S12", "S15", "S21"} {
			d.At(id)
			d.do()
			d.Press("enter")
		}
		d.At("S23")
		d.Press("enter")
		sent, gate := make(chan struct{}, 9), make(chan struct{})
		var asked atomic.Bool
		g.srv.SetFault(func(r *http.Request) sim.Fault {
			if sim.InBatch(r) {
				return sim.Fault{}
			}
			before := asked.Load()
			asked.Store(before || strings.HasSuffix(r.URL.Path, "/addPassword"))
			if c.held(r, before) {
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
		d.Tap("q")
		d.Sees("The secret's value would be lost", c.says, "▸ Stay")
		d.SeesNot("Leaving in the middle loses nothing", "A write is on its way")
		d.Tap("esc")
		close(gate)
		d.Idle()
		d.Sees("kept nowhere")
		d.SeesNot("put it into")
	}
}
