package tui

import (
	"time"

	"ssowizard/internal/judge"
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
	Work     *working // the job of this screen in flight; nil: none
	reveal   *reveal  // the secret that the screen may show; nil: none
}

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
