package tui

import (
	"strings"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/tui/ui"
)

func TestPeopleAreSearchedOnTheServer(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(100, 40)
	d.register()
	d.goTo("A1")
	d.At("SA1")
	d.Sees("Configure MTP portal users", "ada@contoso.com", "grace@contoso.com", "12 people")
	d.Press("/")
	d.Type("gra")
	d.Sees("grace@contoso.com", "1 person")
	d.SeesNot("mary@contoso.com")
	d.Press("enter", "y")
	if _, ok := d.m.state.Profile.Confirmed[usersPhase]; !ok {
		t.Error("A1–A2 is not confirmed")
	}
}

func TestLateAnswersAreDroppedAndMemoryIsBounded(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(100, 40)
	d.register()
	d.goTo("A1")
	s := d.m.page().s.(*users)
	d.send(foundMsg[graph.User]{gen: s.gen - 1, page: graph.Page[graph.User]{Items: []graph.User{{DisplayName: "Too Late"}}}})
	d.SeesNot("Too Late")
	var many []graph.User
	for i := range 3 * rowsHeld {
		many = append(many, graph.User{DisplayName: "Person " + itoa(i), UserPrincipalName: "p" + itoa(i) + "@contoso.com"})
	}
	d.send(foundMsg[graph.User]{gen: s.gen, page: graph.Page[graph.User]{Items: many, Total: 100000}})
	d.send(foundMsg[graph.User]{gen: s.gen, more: true, page: graph.Page[graph.User]{Items: many}})
	if len(s.rows) != rowsHeld {
		t.Errorf("%d people held, want %d", len(s.rows), rowsHeld)
	}
	d.Sees("first 200 of 100000")
}

func TestPilotIsFoundInTheLog(t *testing.T) {
	t.Parallel()
	_, d := atHandOver(t, "new", 100, 30)
	d.goTo("S1")
	d.Sees("Watching Entra's sign-in log", "usually appears within 5 min")
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
	f := newFrame(80, 20, newTheme(ui.BackdropDark))
	text := plainText(refusal(f, &graph.SignIn{UserPrincipalName: "ada@contoso.com", ErrorCode: 50105}))
	if !strings.Contains(text, "AADSTS50105") || !strings.Contains(text, "What to do") {
		t.Errorf("a refusal reads:\n%s", text)
	}
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
	d.SeesNot("Left for a person")
	t.Logf("%d key presses for the whole new setup, pastes not counted", d.presses)
	if d.presses > 40 {
		t.Errorf("%d key presses, want 40 at most", d.presses)
	}
	d.Sees("1 copy client ID", "2 copy tenant ID", "t Calendar file")
	d.Press("t") // no other key of the page takes this letter away
	d.Sees("Reminders for your calendar")
}

func TestWhereTheLogCannotBeReadAWordIsAskedFor(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(100, 30)
	d.register()
	s := newPilot(d.m.deps)
	s.answered(pilotMsg{err: &advice.NoSignInLogError{Reason: "Your tenant has no license for it."}})
	f := newFrame(90, 30, newTheme(ui.BackdropDark))
	f.State = d.m.state
	text := squash(plainText(s.Body(f).Text))
	for _, want := range []string{"The sign-in log cannot be read here.", "Your tenant has no license for it.", "Your word takes its place"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %q", want, text)
		}
	}
	if got := s.choices()[0].Title; got != "It worked" {
		t.Errorf("the first choice is %q", got)
	}
}
