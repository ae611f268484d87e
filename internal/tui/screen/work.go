package screen

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
)

// Job is a piece of background work. Every call that may take longer than a
// frame goes through one: the shell shows what is going on, how long it takes
// and usually takes, and cancels it when its screen is left.
//
// One job runs at a time. Starting another cancels the one before; an answer
// that comes after that is dropped.
type Job struct {
	What   string        // "Reading your tenant", without a full stop
	Usual  time.Duration // how long this usually takes at most; 0: nobody knows
	Writes bool          // leaving is asked about while it runs
	Waits  bool          // it waits for a person, not for a machine
	Makes  bool          // it writes at the end of the wait: what came of it is read if it is left
	Quiet  bool          // the screen shows it by itself; the status line does not
	// Do works until ctx ends and returns the message for the screen's Update.
	// It captures what it needs before it is started: it runs in a goroutine. Only
	// here can the worker be reached: nothing that takes time is asked by a page.
	Do func(ctx context.Context, w Worker, say func(change.Note)) tea.Msg
}

type (
	// StartMsg starts a job for the screen in front.
	StartMsg struct{ Job Job }
	// StoppedMsg tells a screen that its job was stopped before its end.
	StoppedMsg struct{}
	// TickMsg comes about five times a second while a job runs.
	TickMsg struct{}
)

// Start runs a job for the screen that returns this command.
func Start(j Job) tea.Cmd { return Tell(StartMsg{j}) }

// KeepMsg asks the shell to have something kept, and says what comes then.
type KeepMsg struct {
	Do   func(context.Context, Worker) error
	Then func() tea.Cmd      // nil: nothing
	Fail func(error) tea.Cmd // nil: an error card
}

// KeepOr has something kept and goes on with then, once it is; fail lets the page say what
// went wrong.
func KeepOr(do func(context.Context, Worker) error, then func() tea.Cmd, fail func(error) tea.Cmd) tea.Cmd {
	return Tell(KeepMsg{Do: do, Then: then, Fail: fail})
}
