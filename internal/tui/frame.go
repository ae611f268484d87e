package tui

import (
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/tui/ui"
)

// frame is what a screen draws into, and all that drawing may depend on.
type frame struct {
	ui.Frame       // columns and lines for Text and Actions together
	Theme    theme // of the frame, with the signs of the engine's answers
	Now      time.Time
	State    state
	Low      int      // the furthest line that was scrolled to the top
	Work     *running // the job of this screen in flight; nil: none
	reveal   *onShow  // the secret that the screen may show; nil: none
}

// running is a job in flight, as pages see it. Notes are those that have arrived when the
// frame was drawn, the latest last.
type running struct {
	Started time.Time
	Notes   []change.Note
	Noted   []time.Time // when each note came
	Quiet   bool        // the page shows it by itself; the status line does not
}

// onShow is the secret while a person sees it. Whether it is shown follows from the clock
// alone, so that a message that gets lost never leaves it on the screen.
type onShow struct {
	value secret.Value
	until time.Time
}

func (r *onShow) shown(now time.Time) bool {
	return r != nil && !r.value.Empty() && now.Before(r.until)
}

func (r *onShow) hide() { *r = onShow{} }

func newFrame(width, height int, t theme) frame {
	return frame{Frame: ui.Frame{Width: width, Height: height, Theme: t.Theme}, Theme: t}
}

// state is the engine's last word, taken once per update.
type state struct {
	Snapshot setup.Snapshot
	Profile  setup.Profile
	Verdict  judge.Verdict
	Task     bool   // the run is about something else than the setup
	Writing  string // the phase that is being written; Verdict is what was known before
}

func stack(blocks ...string) string { return ui.Stack(blocks...) }

func lines(l ...string) string { return ui.Lines(l...) }
