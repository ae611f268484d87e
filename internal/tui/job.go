package tui

import (
	"context"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/views"
)

// doneMsg is the end of a job.
type doneMsg struct {
	gen int
	msg tea.Msg
}

// working is a job in flight.
type working struct {
	views.Running
	Job screen.Job

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
func begin(parent context.Context, j screen.Job, with screen.Worker, gen, owner int,
	now func() time.Time) (*working, tea.Cmd) {
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
