package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

// TestHelpWhileTypingNamesNoKeyThatIsText: g, l, s and q are letters there.
func TestHelpWhileTypingNamesNoKeyThatIsText(t *testing.T) {
	t.Parallel()
	g, d := atAccount(t, "new", 100, 40)
	d.Press("v")
	d.Paste(numbered(g.srv.Scenario().PortalURIs))
	d.Press("e", "f1")
	d.Sees("Help · S10v", "remove the line", "this help, also while typing")
	d.SeesNot("go to step", "share-safe", "takes the choice it stands beside", "practice is forgotten")
	d.Press("f1", "tab", "esc")
	d.At("S10")
	d.Press("f1")
	d.Sees("go to step", "share-safe", "leave; practice is forgotten then")
}

// TestATimeNamesItsZone: the support line and Entra's own pages count in UTC.
func TestATimeNamesItsZone(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(100, 40)
	d.register()
	d.goTo("15")
	d.Press("r")
	now := d.clock()
	zone := now.Format(" MST")
	d.Sees("Read again at " + now.Format("15:04:05") + zone + ".")
	d.Press("l")
	d.Sees("Times in" + zone + ".")
	d.Press("esc", "k", "enter")
	d.goTo("15")
	d.Sees("Noted", d.clock().Format("2 January 2006, "), zone+" ")
}

// TestTypeAndIdsAreInOnlyByAWord: a list that is taken alone leaves steps 10–11
// to do, as a run without a person does.
func TestTypeAndIdsAreInOnlyByAWord(t *testing.T) {
	t.Parallel()
	g, d := atAccount(t, "new", 100, 40)
	d.Press("v")
	d.Paste(numbered(g.srv.Scenario().PortalURIs))
	d.Sees("Enter: take the list")
	d.Press("enter", "enter") // neither answer is chosen
	d.At("S10q")
	d.Sees("Yes, type and both ids are entered", "Not yet, just keep the list", screen.Unchosen)
	d.Press("n")
	d.At("S10")
	p := d.m.state.Profile
	if _, said := p.Confirmed[accountPhase]; said || len(p.Wanted.URIs) != 12 {
		t.Fatalf("said %v, %d addresses", said, len(p.Wanted.URIs))
	}
	if d.m.state.Verdict.Phase(accountPhase).Status.Settled() {
		t.Error("10–11 is settled without a word")
	}
	d.Sees("Type and ids are in")
	d.Press("enter")
	d.At("S10")
	d.Press("y")
	d.At("S12")
	if _, said := d.m.state.Profile.Confirmed[accountPhase]; !said {
		t.Error("the word is not noted")
	}
}

// TestAReportIsAskedForBeforeItIsWritten: the folder is shown, and no is first.
func TestAReportIsAskedForBeforeItIsWritten(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(100, 40)
	d.register()
	wrote := 0
	d.m.deps.Config.SaveReport = func(steps.Worker) (string, error) { wrote++; return "ssowizard-report.json", nil }
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	ask := func() { d.m.overlay(walked.New(d.m.deps, steps.PageSupport, nil)); d.Idle(); d.At("B"); d.Sees(folder) }
	ask()
	d.Press("enter")
	if wrote != 0 {
		t.Fatal("written without a yes")
	}
	ask()
	d.Press("y")
	if wrote != 1 {
		t.Fatalf("written %d times", wrote)
	}
	d.Tick(2 * noticeTime) // it stays until it was read
	d.At("B")
	d.Sees("✓ The report is written to this file:", filepath.Join(folder, "ssowizard-report.json"))
	d.Press("enter")
	d.At("S03w")
}

// TestTheOwnCompanyIsAskedInWordsOfTheTask: nothing is registered in a repair, a
// renewal or an undo.
func TestTheOwnCompanyIsAskedInWordsOfTheTask(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	k := screen.Know(newRig(t, "new").runner())
	for _, task := range []*steps.Task{nil, steps.NewTask(steps.TaskCheck), steps.NewTask(steps.TaskRenew), steps.NewTask(steps.TaskUndo)} {
		said[fmt.Sprint(walked.New(&screen.Deps{Session: k, Task: task, Now: time.Now}, steps.PageOwn, nil).Page().Blocks[1])] = true
	}
	if len(said) != 4 {
		t.Errorf("%v", said)
	}
}

func TestACallOfNoTimeIsNotZero(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{0: "under 1ms", 400 * time.Microsecond: "under 1ms", 12 * time.Millisecond: "12ms"} {
		if got := spent(d); got != want {
			t.Errorf("%s: %q", d, got)
		}
	}
}
