package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
	"ssowizard/internal/tui/walked"
)

// Before anybody has looked the list says so: nothing holds, and nothing has
// failed to be read.
func TestBeforeTheSignInNothingIsSaidAboutTheTenant(t *testing.T) {
	t.Parallel()
	d := newRig(t, "two-faults").start(80, 24)
	d.Press("enter", "enter")
	d.At("S01a")
	d.Sees("·3–8")
	d.SeesNot("?3–8", "◌28")
	d.Press("g")
	d.Sees("3–8 New registration not looked at yet", "29 Paste it, Save changes not looked at yet", "10–11 Account, type and ids to do")
	d.SeesNot("could not check", "blocked")
	d.Press("down", "down", "enter")
	d.At("S03")
	d.Sees("State · not looked at yet")
	d.SeesNot("Now could not look")
	d.Press("?", "pgdown")
	d.Sees("· not looked at yet", "? could not check") // both signs are explained
}

// What waits says for what, as long as no registration was chosen.
func TestGoToBeforeARegistrationIsChosen(t *testing.T) {
	t.Parallel()
	d := newRig(t, "two-faults").start(80, 24)
	d.signIn()
	d.Press("y", "enter", "g")
	d.Sees("✓ 1 Your company's Entra holds", "2 App registrations to do", "3–8 New registration waits for step 2", "28 Keep and prove the value waits for step 2")
	d.SeesNot("blocked", "could not check")
	d.Press("esc", "m", "enter")
	d.At("S02s") // one has that name already
	d.choose("Make a second one of that name")
	d.At("S03")
	d.Press("g")
	d.Sees("3–8 New registration to do", "9 Copy the two ids waits for steps 3–8", "29 Paste it, Save changes waits for steps 23–27")
}

// A number that no step has is refused, and goes nowhere near it.
func TestGoToRefusesWhatIsNoStep(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.register()
	d.Press("g")
	d.Sees("type a number or a word", "A step's number")
	d.Type("99z")
	d.Sees("There is no step 99z.")
	d.Press("enter")
	d.At("G")
	d.Press("backspace", "backspace", "backspace")
	d.SeesNot("There is no step")
	d.Type("2")
	d.Type("2")
	d.Press("enter")
	d.At("S21")
	d.Press("g")
	d.Type("s")
	d.Sees("S1–S2")
	d.SeesNot("There is no step")
	d.Type("1")
	d.Press("enter")
	d.At("SS1")
	d.Press("g")
	d.Type("x")
	d.Sees("There is no step x.")
	d.Press("enter")
	d.At("G")
	d.Clear()
	d.Type("permission")
	d.Press("enter") // a word of a title finds one too
	d.At("S15")
}

// In a check no step can be gone to before its report: nothing of the setup is begun from there.
func TestGoToInACheckBeforeARegistrationIsChosen(t *testing.T) {
	t.Parallel()
	d := newRig(t, "two-faults").start(80, 24)
	d.beginCheck()
	d.Press("g")
	d.Sees(`"g" does nothing on this page.`)
	d.SeesNot("Go to step")
}

// The pages of a task's sign-in stand without the list of the 14 parts of the
// setup, and a renewal's own pages show its five parts.
func TestATaskShowsItsOwnList(t *testing.T) {
	t.Parallel()
	g, list := finished(t)
	for _, title := range []string{"Check an existing setup", "Renew the client secret", "Take back what the wizard wrote"} {
		d := g.again(list)
		d.choose(title)
		if strings.HasPrefix(title, "Check") {
			d.Press("enter")
		}
		for _, key := range []string{"enter", ""} {
			for _, w := range []int{80, 120} {
				d.Resize(w, 30)
				d.SeesNot("settled", "Redirect URIs")
			}
			if key != "" {
				d.Press(key)
			}
		}
		d.Sees("sign in with a code")
		if !strings.HasPrefix(title, "Renew") {
			continue
		}
		d.Press("a")
		d.Await("five parts")
		d.Press("1", "y", "y")
		d.Await("written and read back")
		d.Press("enter", "2")
		d.Await("Proven at")
		d.Sees("2 of 5 parts done", "1 Make a new secret")
		d.Resize(80, 24)
		d.Sees("2 of 5 parts done", "✓1 ✓2 ○3 ○4 ◌5")
	}
}

// One count stands on every page of the walk, also beside a long heading.
func TestTheCountStandsBesideALongHeading(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.Press("enter")
	d.SeesNot("of 29")
	d.Press("esc")
	d.register()
	for _, n := range []string{"15", "21"} {
		d.goTo(n)
		d.do()
		d.Sees(" of 14")
	}
	d.Sees("Steps 21–22 · Grant admin consent · written and read back 6 of 14 ✓1 ✓2")
}

// A key that no page names does nothing there.
func TestAKeyThatIsNotNamedDoesNothing(t *testing.T) {
	t.Parallel()
	visit(t, func(d *driver, where string) {
		l := d.m.front()
		if typing(l.s) {
			return
		}
		for r := 'a'; r <= 'z'; r++ {
			k := tea.KeyPressMsg{Code: r, Text: string(r)}
			if owns(l.s, k) || strings.ContainsRune("glsqx", r) || l.s.ID() == "G" {
				continue
			}
			next, cmd := l.s.Update(k)
			if cmd != nil {
				_, said := cmd().(screen.NoticeMsg) // why it does nothing here
				cmd = map[bool]tea.Cmd{false: cmd}[said]
			}
			if cmd != nil || next != l.s {
				t.Errorf("%s: %q does something that nothing says", where, r)
			}
		}
	})
}

// The three answers keep their words, whatever else a list says.
func TestTheThreeAnswersKeepTheirWords(t *testing.T) {
	t.Parallel()
	th, read := views.NewTheme(ui.BackdropDark), views.State{}
	read.Snapshot.SignedIn, read.Snapshot.Organization.Known = true, true
	read.Profile.App.AppID = judgedApp
	for _, st := range []setup.Status{setup.StatusOK, setup.StatusWarn, setup.StatusFail, setup.StatusUnknown, setup.StatusConfirmed, setup.StatusSkipped} {
		r := judge.PhaseReport{Phase: walked.PhaseOf(boardPhase), Status: st}
		if got, want := th.Sign(read, r).String(), th.Status(st).String(); got != want {
			t.Errorf("%s is %q, want %q", st, got, want)
		}
		if st != setup.StatusUnknown {
			if got, want := th.Sign(views.State{}, r).String(), th.Status(st).String(); got != want {
				t.Errorf("unread, %s is %q, want %q", st, got, want)
			}
		}
	}
}
