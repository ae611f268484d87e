package tui

import (
	"strconv"
	"strings"
	"testing"

	"ssowizard/internal/setup"
	"ssowizard/internal/tui/walked"
)

// finished sets a tenant up as a run weeks ago did, and gives its profiles.
func finished(t *testing.T) (*rig, []setup.Profile) {
	t.Helper()
	g := newRig(t, "new")
	return g, g.finish()
}

// finish sets the rig's tenant up from the first step to the pilot.
func (g *rig) finish() []setup.Profile {
	t := g.t
	t.Helper()
	d := g.start(100, 36)
	d.register()
	d.goTo("10")
	d.Press("v", "enter", "enter", "y")
	for _, step := range []string{"12", "15", "21", "23"} {
		d.goTo(step)
		if step == "12" {
			d.Press("a", "y")
		} else {
			d.Press("enter", "y")
		}
		d.Await("written and read back")
	}
	d.goTo("28")
	d.Await("Proven at")
	d.goTo("29")
	d.Press("enter", "y")
	d.goTo("S1")
	d.Press("y")
	d.Leave()
	list, err := g.store.List()
	if err != nil || len(list) != 1 {
		t.Fatalf("%d profiles, %v", len(list), err)
	}
	return list
}

// again begins a new run on the same computer.
func (g *rig) again(list []setup.Profile) *driver {
	g.t.Helper()
	return newDriver(g.t, Config{Session: g.runner(), Practice: g.practice(), Profiles: list}, 100, 36)
}

func (d *driver) choose(title string) {
	d.t.Helper()
	for range 8 {
		if strings.Contains(d.flat(), "▸ "+title) {
			d.Press("enter")
			return
		}
		d.Press("down")
	}
	d.t.Fatalf("no %q to choose:\n%s", title, d.Screen())
}

func TestARenewalFromTheWelcomePage(t *testing.T) {
	t.Parallel()
	g, list := finished(t)
	old := list[0].Secret
	d := g.again(list)
	days := setup.DaysLeft(d.now, old.End)
	d.Sees("Renew the client secret", "Contoso Voice SSO: ends in "+strconv.Itoa(days)+" days", "Take back what the wizard wrote")
	d.choose("Renew the client secret")
	d.At("R01a")
	d.Press("enter")
	d.At("R01b")
	d.Press("a")
	d.Await("five parts")
	d.At("R03")
	d.Sees("● 1 Make a new secret", "◌ 5 Remove the old one", "made by this wizard", "The MTP portal likely uses this one")
	d.Press("5")
	d.At("R03")
	d.Sees("first: part 1")
	d.Press("1")
	d.At("W")
	d.Press("y")
	d.At("R03w")
	d.Press("enter")
	d.At("R03")
	if n := len(g.srv.State().Secrets); n != 2 {
		t.Fatalf("%d secrets, want the old beside the new", n)
	}
	d.Sees("✓ 1 Make a new secret", "● 2 Prove")
	d.Press("q") // left in the middle, and taken up again
	list, _ = g.store.List()
	d = g.again(list)
	d.choose("Renew the client secret")
	d.Press("enter", "a")
	d.Await("five parts")
	d.Sees("▸ ● 2 Prove") // one good try while reading is not the proof
	d.Press("2")
	d.At("S28")
	d.Await("Proven at")
	d.Press("enter")
	d.At("R03")
	d.Sees("● 3 Enter it in the MTP portal")
	d.Press("enter")
	d.At("S29")
	d.Press("enter", "y")
	d.At("R03")
	d.Sees("● 4 Sign in once")
	d.Press("5")
	d.At("R03")
	d.Press("4")
	d.At(walked.PhaseOf(pilotPhase).Screen())
	d.Press("esc")
	d.At("R03")
}

func TestOnlyTheChosenOldSecretIsRemovedAndOnlyAtTheEnd(t *testing.T) {
	t.Parallel()
	g, list := finished(t)
	d := g.again(list)
	d.choose("Renew the client secret")
	d.Press("enter", "a")
	d.Await("five parts")
	d.Press("enter", "y", "enter")
	d.Press("enter")
	d.Await("Proven at")
	d.Press("enter", "enter", "enter", "y", "enter")
	d.At(walked.PhaseOf(pilotPhase).Screen())
	d.Press("y")
	d.At("R03")
	d.Sees("● 5 Remove the old one")
	d.Press("enter")
	d.At("R04")
	d.Sees("cannot come back", "begins with", "made by this wizard", list[0].Secret.KeyID)
	d.Press("enter")
	d.At("W")
	d.Press("enter") // no is chosen at first
	d.At("R04")
	if n := len(g.srv.State().Secrets); n != 2 {
		t.Fatalf("%d secrets before a yes", n)
	}
	d.Press("enter", "y")
	d.At("R04w")
	d.Press("enter")
	d.At("R03")
	st := g.srv.State()
	if _, still := st.Secrets[list[0].Secret.KeyID]; still || len(st.Secrets) != 1 {
		t.Errorf("%d secrets, the old one there: %v", len(st.Secrets), still)
	}
	d.Sees("All five parts are done. The old secret is gone. The MTP portal has the new one, as you said.")
	d.SeesNot("is in use")
	d.Press("enter")
	d.Sees("The renewal is over", "into your calendar")
	d.SeesNot("Old ")
	if d.m.state.Profile.Renewal != nil {
		t.Error("the profile still has the renewal")
	}
}

// Somebody else's secret is renewed as well: the registration is found first.
func TestRenewalOfASecretThatSomebodyElseMade(t *testing.T) {
	t.Parallel()
	g := newRig(t, "secret-ending")
	before := len(g.srv.State().Secrets)
	d := g.start(80, 24)
	d.choose("Renew the client secret")
	d.At("R01")
	d.Press("enter", "enter", "a")
	d.Await("which registration")
	d.At("R02")
	d.Press("enter")
	d.At("R03")
	d.Sees("made by somebody else", "ends in")
	d.Press("enter")
	d.At("R01e")
	d.Press("y")
	d.At("W")
	d.Press("y", "enter")
	d.At("R03")
	if n := len(g.srv.State().Secrets); n != before+1 {
		t.Errorf("%d secrets, want %d", n, before+1)
	}
	d.Press("2")
	d.Await("Proven at")
	d.Sees("? Redirect URIs", "redirect URIs are not known here, so they were not compared")
	d.SeesNot("0 of 0")
}

func TestTakingBackGoesNewestFirstToTheEnd(t *testing.T) {
	t.Parallel()
	g, list := finished(t)
	d := g.again(list)
	d.choose("Take back what the wizard wrote")
	d.At("U01a")
	d.Press("enter", "a")
	d.Await("newest first")
	d.At("U02")
	n := len(d.m.deps.Session.Undoable())
	d.Sees("Made a client secret", "sign-in stops for everybody until it has another")
	d.Press("down", "enter")
	d.Sees("Something else comes first") // an older one
	d.Press("esc", "up", "enter")
	d.At("W")
	d.Press("n")
	if got := len(g.srv.State().Secrets); got != 1 {
		t.Fatalf("%d secrets after a no", got)
	}
	for i := range n {
		d.Press("enter")
		if d.m.front().s.ID() != "W" {
			t.Fatalf("%d of %d: no plan is shown:\n%s", i, n, d.Screen())
		}
		d.Press("y")
		d.Await("written and read back")
		d.Sees("It is taken back.")
		last := d.Screen()
		d.Press("enter")
		d.At("U02")
		if len(d.m.deps.Session.Undoable()) == 0 {
			if !strings.Contains(squash(last), "can be restored for 30 days") {
				t.Errorf("the end does not say that it can be restored:\n%s", last)
			}
			break
		}
	}
	st := g.srv.State()
	if len(st.Secrets) != 0 || len(st.Grants) != 0 || st.Application(list[0].App.AppID) != nil {
		t.Errorf("left: %d secrets, %d grants, %v", len(st.Secrets), len(st.Grants), st.Application(list[0].App.AppID))
	}
	d.Sees("nothing is left", "Taken back already", "restored for 30 days")
}

func TestWhatSomebodyChangedSinceIsNotTakenBack(t *testing.T) {
	t.Parallel()
	g, list := finished(t)
	d := g.again(list)
	d.choose("Take back what the wizard wrote")
	d.Press("enter", "a")
	d.Await("newest first")
	items := d.m.deps.Session.Undoable()
	if len(items) < 4 {
		t.Fatalf("%d receipts", len(items))
	}
	writes := len(g.srv.Writes())
	for range len(items) {
		d.Press("down")
	}
	d.Press("enter")
	d.SeesNot("This is what will change")
	g.wroteNothing(writes, "went out")
}

// The welcome page offers to take back only where there is something.
func TestWelcomeOffersOnlyWhatWorks(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.SeesNot("Take back")
	d.Sees("Check an existing setup", "Renew the client secret")
}
