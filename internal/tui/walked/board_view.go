package walked

import (
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

func (v *boardView) body(s *Page, f views.Frame, p steps.Page) screen.Drawn {
	items := s.MenuChoices(p)
	out := screen.Drawn{Text: f.Blocks(p.Blocks), Actions: s.menu.List.Bar(f.Frame, screen.Rows(items)),
		Focus: -1}
	if len(p.Rows) > 0 {
		table, focus := views.NewBoardTable(f, p.Rows).Draw(v.row(p))
		out.Focus = len(ui.Split(out.Text)) + focus
		out.Text = ui.Lines(out.Text, table)
	}
	out.Text = ui.Stack(out.Text, f.Blocks(p.Below))
	return out
}
