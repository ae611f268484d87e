package tui

import (
	"context"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/views"
)

// An input whose every change is given: a list that is searched while it is typed.

// searchPause is how long typing must rest before the server is asked.
const searchPause = 300 * time.Millisecond

// live answers the keys of such an input: they move in the list, take a row of it, or
// change the text.
func (s *walked) live(k tea.KeyPressMsg, p steps.Page) tea.Cmd {
	row, some := s.chosen(p)
	switch {
	case some && s.pick.Move(k, keyRow, len(picks(p))):
		return nil
	case key.Matches(k, keyEnter) && some:
		return s.event(steps.Event{On: row.ID, Arg: row.Arg})
	case key.Matches(k, keyEnter):
		return s.event(steps.Event{On: p.Input.ID, Arg: s.entry.field.Text()})
	}
	return s.changed(k, p.Input)
}

// changed gives the text anew, after a pause in which more may be typed.
func (s *walked) changed(msg tea.Msg, in *steps.Input) tea.Cmd {
	before := s.entry.field.Text()
	cmd := s.entry.field.Update(msg)
	if s.entry.field.Text() == before {
		return cmd
	}
	s.pick.At, s.pause = 0, searchPause
	defer func() { s.pause = 0 }()
	return tea.Batch(cmd, s.event(steps.Event{On: in.ID, Arg: s.entry.field.Text()}))
}

// resting waits out the pause with the program's own tick, which the tests replace, and
// tells whether the work is still wanted after it.
func (s *walked) resting() func(context.Context) bool {
	if s.pause == 0 {
		return func(ctx context.Context) bool { return ctx.Err() == nil }
	}
	wait := s.d.tick(s.pause, func(time.Time) tea.Msg { return nil })
	return func(ctx context.Context) bool {
		if wait != nil {
			wait()
		}
		return ctx.Err() == nil
	}
}

// liveView is the text that is searched for, and how much was found by it.
func (s *walked) liveView(f views.Frame, in *steps.Input) string {
	t, found := f.Theme, in.Found
	if f.Work != nil {
		found = "looking · " + views.Clock(f.Now.Sub(f.Work.Started))
	}
	return lines(f.Line(t.Strong.Render(in.Label), t.Muted.Render(found)),
		s.entry.field.Line(f.Frame, "  "+t.Accent.Render("▸ search  ")))
}
