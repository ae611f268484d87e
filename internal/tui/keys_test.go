package tui

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/sim"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

func TestAStrayKeyNeverSaysYesToAWrite(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(80, 24)
	d.Press("enter", "enter", "enter", "a")
	d.Await("your own company?")
	d.Press("y", "enter", "m", "enter", "enter")
	d.At("W")
	d.Tap("y") // in the same moment as the question appears
	d.At("W")
	d.pass(300 * time.Millisecond)
	d.Tap("y") // not quiet long enough since the one before
	d.At("W")
	d.Press("esc")
	d.At("S03")
	if n := len(g.srv.Writes()); n != 0 {
		t.Fatalf("%d writes", n)
	}
	d.Press("enter", "right", "enter")
	d.At("S03w")
}

// TestAYesSaysWhatWasNotReadYet: below the part of a plan that is in view there
// may be more, and y works all the same.
func TestAYesSaysWhatWasNotReadYet(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.signIn()
	d.Press("y", "enter", "m", "enter", "enter")
	d.At("W")
	d.Sees("this and the", "lines below · PgDn shows them")
	d.SeesNot("exactly this, and it is read back")
	d.Press("pgdown", "pgdown", "pgdown")
	d.Sees("exactly this, and it is read back")
	d.Press("pgup") // what was read stays read
	d.Sees("exactly this, and it is read back")
	d.Press("pgdown", "y")
	d.At("S03w")
}

func TestANewlineInAPasteIsNeverEnter(t *testing.T) {
	t.Parallel()
	for name, paste := range map[string]func(*driver, string){
		"with marks":    (*driver).Paste,
		"without marks": (*driver).Burst,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newRig(t, "new").start(80, 24)
			d.Press("enter")
			d.Clear()
			paste(d, "contoso.onmicrosoft.com\n")
			d.At("S01")
			d.Sees("contoso.onmicrosoft.com")
			d.Press("enter")
			d.At("S01a")
		})
	}
}

func TestAPasteWhereNothingIsTakenDoesNothing(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.register()
	d.goTo("15")
	d.Paste("kyq\n")
	d.At("S15")
	d.Sees("Nothing can be pasted on this page")
}

func TestHelpIsThereWhileTyping(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.Press("enter")
	d.Clear()
	d.Type("what?")
	d.Sees("what?")
	d.Press("f1")
	d.Sees("Help · S01", "find the tenant", "could not check")
	d.Press("f1")
	d.SeesNot("Help ·")
	d.Sees("what?")
}

// TestHelpNamesTheLetterBesideEnter: a page without a menu has one, and Tab
// moves in every menu.
func TestHelpNamesTheLetterBesideEnter(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 30)
	d.Press("?")
	d.Sees("↑↓ Tab choose")
	d.Press("?", "enter", "enter", "enter")
	d.At("S01b")
	d.Press("?")
	d.Sees("enter, a approve")
}

func TestAnUnknownCompanyKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.Press("enter")
	d.Clear()
	d.Press("enter")
	d.Sees("Type a domain first")
	d.Type("nobody.example")
	d.Press("enter")
	d.At("S01")
	d.Sees("✗", "▸ nobody.example")
}

// hold makes the tenant keep back its answers to writes until release is called.
func hold(t *testing.T, srv *sim.Server) (release func()) {
	t.Helper()
	gate := make(chan struct{})
	srv.SetFault(func(r *http.Request) sim.Fault {
		if r.Method == http.MethodPatch {
			return sim.Fault{Hold: gate}
		}
		return sim.Fault{}
	})
	open := false
	release = func() {
		if !open {
			open = true
			close(gate)
		}
	}
	t.Cleanup(release)
	return release
}

// writing drives to a write that is on its way.
func writing(t *testing.T) (*rig, *driver, func()) {
	t.Helper()
	g := newRig(t, "new")
	d := g.start(80, 24)
	d.register()
	d.goTo("15")
	d.Press("enter")
	release := hold(t, g.srv)
	d.pass(time.Second)
	d.Tap("y")
	for d.m.work == nil {
		d.receive(<-d.msgs)
	}
	return g, d, release
}

// Practice has no next run, so that leaving it in the middle asks; a real setup goes
// on where it was, so that leaving it does not.
func TestLeavingAsksWhereSomethingWouldBeLost(t *testing.T) {
	t.Parallel()
	_, d, release := writing(t)
	for _, key := range []string{"esc", "q", "ctrl+c"} {
		d.Tap(key)
		d.Sees("A write is on its way", "▸ Stay until it is done")
		d.Tap("enter")
		d.SeesNot("A write is on its way")
	}
	release()
	d.Idle()
	d.Sees("written and read back")
	d.Press("q")
	d.Sees("Leave practice?", "▸ Stay", "q Leave")
	d.Press("esc")
	if d.m.ended {
		t.Error("practice was left unasked")
	}
	d.m.deps.Practice = nil
	d.Press("q")
	if !d.m.ended || d.m.interrupted {
		t.Error("q did not leave quietly after the write")
	}
}

func TestCtrlZLendsTheTerminalExceptDuringAWrite(t *testing.T) {
	t.Parallel()
	_, d, release := writing(t)
	lent := func() int { return strings.Count(strings.Join(d.unknown, " "), "execMsg") }
	d.Tap("ctrl+z")
	if lent() != 0 {
		t.Error("stopped in the middle of a write")
	}
	release()
	d.Idle()
	d.Sees("written and read back")
	d.Press("ctrl+z")
	if lent() != 1 {
		t.Errorf("the terminal was lent %d times: %v", lent(), d.unknown)
	}
}

func TestASecondInterruptDoesNotAskAgain(t *testing.T) {
	t.Parallel()
	_, d, _ := writing(t)
	d.Tap("ctrl+c")
	d.Tap("ctrl+c")
	if !d.m.ended || !d.m.interrupted {
		t.Fatal("two times Ctrl+C did not leave")
	}
}

func TestLeavingPutsTheSummaryIntoTheShell(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.register()
	d.Press("ctrl+c")
	v := d.view()
	if v.AltScreen || !d.quit || !d.m.interrupted {
		t.Fatalf("AltScreen %v, quit %v, interrupted %v", v.AltScreen, d.quit, d.m.interrupted)
	}
	d.Sees(strings.Join(d.m.deps.Session.Summary(), " "))
	if v.Content != "" || !strings.HasSuffix(d.m.summary(), "\n") {
		t.Error("the shell would write over the last line")
	}
}

func TestALateAnswerDisturbsNothing(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.register()
	d.goTo("15")
	d.Tap("r")
	for d.m.work == nil {
		d.receive(<-d.msgs)
	}
	gen := d.m.work.gen
	d.Tap("esc") // stops the reading
	d.Sees("Stopped")
	d.Idle()
	before := d.Screen()
	d.send(doneMsg{gen: gen, msg: walked.ObservedMsg{Err: errors.New("much too late")}})
	d.Idle()
	if after := d.Screen(); after != before {
		t.Errorf("a late answer changed the screen from\n%s\nto\n%s", before, after)
	}
}

func TestElapsedTimeIsShownAndTheProgramIdlesAfterwards(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.Press("enter", "enter", "enter")
	d.Tick(42 * time.Second)
	d.Sees("Waiting for you in the browser · 0:42")
	d.Press("esc")
	d.Tick(time.Minute)
	d.Tick(time.Minute)
	if len(d.ticks) != 0 || d.m.ticking {
		t.Error("ticks go on although nothing moves")
	}
}

func TestCopyAndOpen(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.Press("enter", "enter", "enter", "c", "o")
	uri, code := d.value("Page"), d.value("Code")
	if len(d.copied) != 1 || d.copied[0] != code {
		t.Errorf("copied %q, want the code", d.copied)
	}
	if len(d.opened) != 1 || d.opened[0] != uri {
		t.Errorf("opened %q, want %q", d.opened, uri)
	}
	d.Press("c")
	d.Sees("copied if your terminal allows it")
}

func TestPrintPlainly(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := &plainly{values: []screen.Value{{Label: "Address to open", Text: strings.Repeat("x", 300)}}}
	p.SetStdin(strings.NewReader("\n"))
	p.SetStdout(&out)
	if err := p.Run(); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "\n"+strings.Repeat("x", 300)+"\n") {
		t.Errorf("the value is not on a line of its own: %q", out.String())
	}
}

func TestResumeAsksForNothingButASignIn(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(80, 24)
	d.register()
	d.Press("q")
	list, err := g.store.List()
	if err != nil || len(list) != 1 {
		t.Fatalf("%d profiles, %v", len(list), err)
	}
	d = newDriver(t, Config{Session: g.runner(), Practice: g.practice(), Profiles: list}, 80, 24)
	d.Sees("▸ Go on with", "what holds is read from Entra")
	d.Press("enter")
	d.At("S01a")
	d.Press("enter", "a")
	d.Await("Before the first write")
	d.Press("enter")
	d.At("S10")
	d.Sees("4 of 14 parts settled")
}

func TestPractiseFirst(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	start := func(context.Context) (*engine.Session, *engine.Practice, error) { return g.runner(), g.practice(), nil }
	d := newDriver(t, Config{Session: g.runner(), StartPractice: start}, 80, 24)
	d.SeesNot("PRACTICE")
	d.Press("down", "down", "down", "enter")
	d.At("S01")
	d.Sees("PRACTICE", "contoso.com")
	d.Press("esc")
	d.At("S00")
	d.SeesNot("Practice first")
}
