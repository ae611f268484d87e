package walked

import (
	"slices"
	"strings"

	"ssowizard/internal/steps"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

// Body draws a page of the walk from what it says.
func (s *Page) Body(f views.Frame) screen.Drawn {
	p := s.Page()
	if s.own != nil {
		return s.own.body(s, f, p)
	}
	items := s.MenuChoices(p)
	f.Reveal = &s.reveal.OnShow
	body := f.Blocks(p.Blocks)
	below := f.Blocks(p.Below)
	var actions []string
	quiet := ui.Lines(views.QuietLines(f, p)...)
	if p.Waits() { // it stays in view
		quiet, below = strings.TrimSuffix(ui.Lines(below, quiet), "\n"), ""
	}
	if quiet != "" {
		actions = append(actions, quiet)
	}
	if p.Grave {
		if n := unread(f, body, s.menu.View(f, items)); n > 0 {
			items[1].Detail = "this and the " + text.Count(n, "line") + " below · PgDn shows them"
		}
	}
	if len(items) > 0 {
		actions = append(actions, s.menu.View(f, items))
	}
	out := screen.Drawn{Actions: ui.Stack(actions...), Focus: -1}
	if s.entry != nil && p.Input.Live {
		body = ui.Stack(body, s.liveView(f, p.Input))
	} else if s.entry != nil {
		body = ui.Stack(body, s.entry.field.View(f.Frame))
	}
	if s.Typing() { // what is typed stays in view
		before, _, _ := strings.Cut(body, ui.CursorMark)
		out.Focus = strings.Count(before, "\n")
	}
	if s.reveal.Shown(f.Now) {
		before, _, _ := strings.Cut(body, views.HidesIn)
		out.Focus = strings.Count(before, "\n")
	}
	if slices.ContainsFunc(p.Choices, func(c steps.Choice) bool { return c.Sign != "" }) {
		return screen.Drawn{Text: ui.Stack(body, f.Parts(p.Choices, s.menu.Cursor(items)), below), Focus: -1}
	}
	rows, some := s.rows(f, p)
	if !some { // all of it is to be read
		var read []string
		for _, r := range rows {
			read = append(read, r.Text)
		}
		out.Text = ui.Stack(body, ui.Lines(read...), below)
		return out
	}
	if below != "" {
		rows = append(rows, views.Listed("\n"+below, -1))
	}
	if quiet := views.QuietLines(f, p); f.Height < views.LowList && len(quiet) > 1 &&
		len(items) == 0 { // the list needs the room
		rows, out.Actions = append(rows, views.Listed("\n"+ui.Lines(quiet[1:]...), -1)), quiet[0]
	}
	room := f.Height
	if out.Actions != "" {
		room -= len(ui.Split(out.Actions)) + 1
	}
	out.Text = f.Listed(body, rows, s.pick.At, room)
	return out
}
