package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

// before is what stands left of the terminal's cursor in its line.
func before(d *driver) string {
	d.t.Helper()
	v := d.view()
	if v.Cursor == nil {
		d.t.Fatalf("no cursor on\n%s", d.Screen())
	}
	line := strings.Split(ansi.Strip(v.Content), "\n")[v.Cursor.Y]
	return strings.TrimRight(ansi.Cut(line, 0, v.Cursor.X), " ")
}

// The terminal's own cursor stands where the next letter comes: input methods and screen
// readers follow it.
func TestTheTerminalsCursorStandsWhereOneTypes(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(120, 36)
	if d.view().Cursor != nil {
		t.Error("a cursor on a page without an input")
	}
	d.Press("enter")
	d.At("S01")
	d.Clear()
	d.Paste("宛contoso.example")
	for range 4 {
		d.Press("left")
	}
	if got := before(d); !strings.HasSuffix(got, "▸ 宛contoso.exa") {
		t.Errorf("in a field: %q", got)
	}
	d.Press("home")
	if got := before(d); !strings.HasSuffix(got, "▸") {
		t.Errorf("at its beginning: %q", got)
	}
	d.Clear()
	d.Paste(strings.Repeat("long.", 40) + "end")
	if got := before(d); !strings.HasSuffix(got, "long.end") {
		t.Errorf("in a field that scrolled: %q", got)
	}
	d.Press("s") // text here
	if got := before(d); !strings.HasSuffix(got, "long.ends") {
		t.Errorf("after a letter: %q", got)
	}
}

// In a box the cursor stands in the box, and in a text of several lines in its line.
func TestTheTerminalsCursorStandsInABoxAndInAText(t *testing.T) {
	t.Parallel()
	_, d := atAccount(t, "new", 120, 36)
	d.send(screen.OverMsg{Screen: walked.New(d.m.deps, steps.PageExplain, nil)})
	d.Type("AADSTS5")
	if got := before(d); !strings.HasSuffix(got, "│   ▸ AADSTS5") {
		t.Errorf("in the box: %q", got)
	}
	d.Press("esc")
	d.send(screen.PushMsg{Screen: walked.New(d.m.deps, steps.PagePaste, nil)})
	d.Idle()
	if got := before(d); !strings.HasSuffix(got, "│") {
		t.Errorf("where one pastes: %q", got)
	}
	d.Paste("https://one.example/a\nhttps://two.example/b")
	d.Press("e", "up", "home", "right", "right")
	if got := before(d); !strings.HasSuffix(got, "│ ht") || !strings.Contains(line(d), "one.example") {
		t.Errorf("in the text: %q of %q", got, line(d))
	}
}

func line(d *driver) string {
	v := d.view()
	return strings.Split(ansi.Strip(v.Content), "\n")[v.Cursor.Y]
}

// What goes on is shown beside the window's title too: nothing, the work, a wait for the
// person, and what failed.
func TestTheTerminalShowsTheProgress(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(120, 36)
	for env, want := range map[string]bool{"TERM=xterm": false, "TERM_PROGRAM=iTerm.app": false, "WT_SESSION=1": true,
		"TERM_PROGRAM=ghostty": true} {
		if d.send(tea.EnvMsg{env}); d.m.showsBar != want {
			t.Errorf("a bar with %s: %t", env, d.m.showsBar)
		}
	}
	d.send(tea.EnvMsg{"TERM_PROGRAM=WezTerm"})
	state := func() tea.ProgressBarState {
		if b := d.view().ProgressBar; b != nil {
			return b.State
		}
		return tea.ProgressBarNone
	}
	if got := state(); got != tea.ProgressBarNone {
		t.Errorf("on a page that waits for nothing: %s", got)
	}
	d.Press("enter")
	d.Tap("enter")
	d.receive(<-d.msgs) // the job has begun
	for d.m.work == nil {
		d.receive(<-d.msgs)
	}
	if got := state(); got != tea.ProgressBarIndeterminate {
		t.Errorf("while Microsoft is asked: %s", got)
	}
	d.Idle()
	d.Press("enter")
	d.At("S01b")
	if got := state(); got != tea.ProgressBarWarning {
		t.Errorf("while the person is waited for: %s", got)
	}
	d.send(screen.FailMsg{Err: tea.ErrProgramKilled})
	if got := state(); got != tea.ProgressBarError {
		t.Errorf("beside an error: %s", got)
	}
}
