package tui

import (
	"testing"

	"ssowizard/internal/setup"
)

func TestPeopleAreSearchedOnTheServer(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(100, 40)
	d.register()
	d.goTo("A1")
	d.At("SA1")
	d.Sees("Configure MTP portal users")
	d.Press("/")
	d.Sees("ada@contoso.com", "grace@contoso.com", "12 people")
	d.Type("gra")
	d.Sees("grace@contoso.com", "1 person")
	d.SeesNot("mary@contoso.com")
	d.Press("enter")
	d.Sees("Address: copied")
	d.Press("esc", "y")
	if _, ok := d.m.state.Profile.Confirmed[usersPhase]; !ok {
		t.Error("A1–A2 is not confirmed")
	}
}

func TestPilotIsFoundInTheLog(t *testing.T) {
	t.Parallel()
	_, d := atHandOver(t, "new", 100, 30)
	d.goTo("S1")
	d.Sees("Waiting for a sign-in in Entra's log", "usually appears within 5 min")
	d.Press("a")
	d.Await("signed in at")
	d.Sees("ada@contoso.com", "as Entra's sign-in log shows", "Go on")
	if st := d.m.state.Verdict.Phase(pilotPhase).Status; st != setup.StatusOK {
		t.Errorf("S1–S2 is %s", st)
	}
}

func TestARefusalIsExplained(t *testing.T) {
	t.Parallel()
	_, d := atHandOver(t, "new", 100, 40)
	d.goTo("S1")
	d.Press("e")
	d.At("X")
	d.Paste("Sorry, but we're having trouble signing you in.\nAADSTS50011: The redirect URI does not match.\n")
	d.At("X")
	d.Sees("AADSTS50011", "The cause here", "What to do")
	d.Press("enter")
	d.Type("nothing")
	d.Press("enter")
	d.Sees("Nothing in this text was recognized")
	d.Press("esc")
}

func TestTheWholeWalkEndsWithWhatIsLeft(t *testing.T) {
	t.Parallel()
	_, d := atHandOver(t, "new", 80, 24)
	d.Press("y", "y", "a")
	d.Await("signed in at")
	d.Press("enter")
	d.At("SN1")
	d.Sees("Setting User Bindings", "Single Sign-On (SSO) for Phone Systems")
	d.Press("y")
	d.At("S99")
	d.Sees("Microsoft 365 single sign-on is set up for", "The client secret ends on", "into your calendar", "12 under SPA, byte for byte")
	d.SeesNot("Left for you")
	t.Logf("%d key presses for the whole new setup, pastes not counted", d.presses)
	if d.presses > 40 {
		t.Errorf("%d key presses, want 40 at most", d.presses)
	}
	d.Sees("1 copy client ID", "2 copy tenant ID", "t calendar")
	d.Press("t") // no other key of the page takes this letter away
	d.Sees("Reminders for your calendar")
}
