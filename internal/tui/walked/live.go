package walked

import (
	"context"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

// An input whose every change is given: a list that is searched while it is typed.

// SearchPause is how long typing must rest before the server is asked.
const SearchPause = 300 * time.Millisecond

// live answers the keys of such an input: they move in the list, take a row of it, or
// change the text.
func (s *Page) live(k tea.KeyPressMsg, p steps.Page) tea.Cmd {
	row, some := s.chosen(p)
	switch {
	case some && s.pick.Move(k, screen.KeyRow, len(picks(p))):
		return nil
	case key.Matches(k, screen.KeyEnter) && some:
		return s.Event(steps.Event{On: row.ID, Arg: row.Arg})
	case key.Matches(k, screen.KeyEnter):
		return s.Event(steps.Event{On: p.Input.ID, Arg: s.Typed()})
	}
	return s.changed(k, p.Input)
}

// changed gives the text anew, after a pause in which more may be typed.
func (s *Page) changed(msg tea.Msg, in *steps.Input) tea.Cmd {
	before := s.Typed()
	cmd := s.entry.field.Update(msg)
	if s.Typed() == before {
		return cmd
	}
	s.pick.At, s.pause = 0, SearchPause
	defer func() { s.pause = 0 }()
	return tea.Batch(cmd, s.Event(steps.Event{On: in.ID, Arg: s.Typed()}))
}

// resting waits out the pause with the program's own tick, which the tests replace, and
// tells whether the work is still wanted after it.
func (s *Page) resting() func(context.Context) bool {
	if s.pause == 0 {
		return func(ctx context.Context) bool { return ctx.Err() == nil }
	}
	wait := s.D.Tick(s.pause, func(time.Time) tea.Msg { return nil })
	return func(ctx context.Context) bool {
		if wait != nil {
			wait()
		}
		return ctx.Err() == nil
	}
}

// liveView is the text that is searched for, and how much was found by it.
func (s *Page) liveView(f views.Frame, in *steps.Input) string {
	t, found := f.Theme, in.Found
	if f.Work != nil {
		found = "looking · " + views.Clock(f.Now.Sub(f.Work.Started))
	}
	return ui.Lines(f.Line(t.Strong.Render(in.Label), t.Muted.Render(found)),
		s.entry.field.Line(f.Frame, "  "+t.Accent.Render("▸ search  ")))
}
