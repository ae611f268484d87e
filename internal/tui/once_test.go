package tui

import (
	"strings"
	"testing"
)

func TestShownOnceIsChosenBeforehandAndShownInTheRun(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	g.keys = absent{}
	d := g.start(80, 24)
	d.signIn()
	d.Press("y")
	d.Sees("where shall the client secret be kept?")
	if n := len(g.srv.Writes()); n != 0 {
		t.Fatalf("%d writes before the choice", n)
	}
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
	d = newDriver(t, Config{Runner: g.runner(), Practice: g.practice(), Profiles: list}, 80, 24)
	d.Press("enter", "enter", "a")
	d.Await("Before the first write")
	d.goTo("28")
	d.Sees("The secret was shown once and kept nowhere, as you chose.", "say so in step 29")
	d.SeesNot("Somebody removed it", value)
	if st := g.srv.State(); len(st.Secrets) != 1 {
		t.Errorf("%d secrets", len(st.Secrets))
	}
}
