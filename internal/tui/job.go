package tui

import (
	"context"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/tui/views"
)

// job is a piece of background work. Every call that may take longer than a
// frame goes through one: the root shows what is going on, how long it takes
// and usually takes, and cancels it when its screen is left.
//
// One job runs at a time. Starting another cancels the one before; an answer
// that comes after that is dropped.
type job struct {
	What   string        // "Reading your tenant", without a full stop
	Usual  time.Duration // how long this usually takes at most; 0: nobody knows
	Writes bool          // leaving is asked about while it runs
	Waits  bool          // it waits for a person, not for a machine
	Makes  bool          // it writes at the end of the wait: what came of it is read if it is left
	Quiet  bool          // the screen shows it by itself; the status line does not
	// Do works until ctx ends and returns the message for the screen's Update.
	// It captures what it needs before it is started: it runs in a goroutine. Only
	// here can the worker be reached: nothing that takes time is asked by a page.
	Do func(ctx context.Context, w worker, say func(change.Note)) tea.Msg
}

type (
	startMsg struct{ j job }
	doneMsg  struct {
		gen int
		msg tea.Msg
	}
	// stoppedMsg tells a screen that its job was stopped before its end.
	stoppedMsg struct{}
	// tickMsg comes about five times a second while a job runs.
	tickMsg struct{ at time.Time }
)

// start runs a job for the screen that returns this command.
func start(j job) tea.Cmd { return tell(startMsg{j}) }

// working is a job in flight.
type working struct {
	views.Running
	Job job

	gen    int
	owner  int // the layer whose screen gets the answer
	cancel context.CancelFunc
	in     *inbox
}

// inbox collects notes from the job's goroutine until the next tick.
type inbox struct {
	mu    sync.Mutex
	notes []change.Note
	times []time.Time
}

func (b *inbox) add(n change.Note, at time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.notes = append(b.notes, n)
	b.times = append(b.times, at)
}

func (b *inbox) take() ([]change.Note, []time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	n, t := b.notes, b.times
	b.notes, b.times = nil, nil
	return n, t
}

// pull moves what has been said into the visible notes. Called in Update only.
func (w *working) pull() {
	n, t := w.in.take()
	w.Notes = append(w.Notes, n...)
	w.Noted = append(w.Noted, t...)
}

// begin makes the working state and the command that runs the job. The context
// is made here, in Update, so that leaving cancels even what has not begun.
func begin(parent context.Context, j job, with worker, gen, owner int, now func() time.Time) (*working,
	tea.Cmd) {
	ctx, cancel := context.WithCancel(parent)
	box := &inbox{}
	w := &working{Job: j, Running: views.Running{Started: now(), Quiet: j.Quiet}, gen: gen, owner: owner,
		cancel: cancel, in: box}
	return w, func() tea.Msg {
		if ctx.Err() != nil {
			return doneMsg{gen, nil}
		}
		msg := j.Do(ctx, with, func(n change.Note) { box.add(n, now()) })
		return doneMsg{gen, msg}
	}
}
