package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/tui/screen"
)

// TestASignalIsAnsweredOnceAndLeavesTheSummary: the first one asks the program
// to leave; one that comes while it does so ends it as the program itself would,
// because after any other end the library draws no last frame.
func TestASignalIsAnsweredOnceAndLeavesTheSummary(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	g := &guarded{d.m}
	for _, msg := range []tea.Msg{tea.InterruptMsg{}, tea.QuitMsg{}} {
		if got, ok := signals(g, msg).(screen.LeaveMsg); !ok || !got.Interrupted {
			t.Errorf("%T became %#v", msg, got)
		}
	}
	d.send(signals(g, tea.InterruptMsg{}))
	d.Idle()
	if !d.quit {
		t.Fatal("it goes on")
	}
	for _, msg := range []tea.Msg{tea.InterruptMsg{}, tea.QuitMsg{}} {
		if got := signals(g, msg); got != (tea.QuitMsg{}) {
			t.Errorf("%T became %#v after the end", msg, got)
		}
	}
}
