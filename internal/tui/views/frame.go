package views

import (
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/tui/ui"
)

// Frame is what a screen draws into, and all that drawing may depend on.
type Frame struct {
	ui.Frame       // columns and lines for Text and Actions together
	Theme    Theme // of the frame, with the signs of the engine's answers
	Now      time.Time
	State    State
	Low      int      // the furthest line that was scrolled to the top
	Work     *Running // the job of this screen in flight; nil: none
	Reveal   *OnShow  // the secret that the screen may show; nil: none
}

// Running is a job in flight, as pages see it. Notes are those that have arrived when the
// frame was drawn, the latest last.
type Running struct {
	Started time.Time
	Notes   []change.Note
	Noted   []time.Time // when each note came
	Quiet   bool        // the page shows it by itself; the status line does not
}

// OnShow is the secret while a person sees it. Whether it is shown follows from the clock
// alone, so that a message that gets lost never leaves it on the screen.
type OnShow struct {
	Value secret.Value
	Until time.Time
}

// Shown tells whether it may be drawn.
func (r *OnShow) Shown(now time.Time) bool {
	return r != nil && !r.Value.Empty() && now.Before(r.Until)
}

// Hide forgets it.
func (r *OnShow) Hide() { *r = OnShow{} }

// NewFrame is an empty page of a size.
func NewFrame(width, height int, t Theme) Frame {
	return Frame{Frame: ui.Frame{Width: width, Height: height, Theme: t.Theme}, Theme: t}
}

// State is the engine's last word, taken once per update.
type State struct {
	Snapshot setup.Snapshot
	Profile  setup.Profile
	Verdict  judge.Verdict
	Task     bool   // the run is about something else than the setup
	Writing  string // the phase that is being written; Verdict is what was known before
}
