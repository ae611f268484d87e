package tui

import (
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

func (v *boardView) body(s *walked, f views.Frame, p steps.Page) page {
	items := s.menuChoices(p)
	out := page{Text: f.Blocks(p.Blocks), Actions: s.menu.list.Bar(f.Frame, rows(items)), Focus: -1}
	if len(p.Rows) > 0 {
		table, focus := views.NewBoardTable(f, p.Rows).Draw(v.row(p))
		out.Focus = len(ui.Split(out.Text)) + focus
		out.Text = ui.Lines(out.Text, table)
	}
	out.Text = ui.Stack(out.Text, f.Blocks(p.Below))
	return out
}
