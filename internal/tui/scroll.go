package tui

import (
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

// scrolled cuts a page to the height of its frame: the actions stay at the
// bottom of what is shown, the text above them scrolls.
func (m *root) scrolled(l *layer, p screen.Drawn, f views.Frame) []string {
	actions, text := ui.Split(p.Actions), ui.Split(p.Text)
	rows := m.theme.Window(text, l.top, p.Focus, ui.Room(text, actions, f.Height))
	if len(actions) == 0 {
		return rows
	}
	return append(append(rows[:len(rows):len(rows)], ""), actions...)
}

// lastTop is the furthest a layer's text can be scrolled in the present window.
func (m *root) lastTop(l *layer) int {
	g := m.geometry()
	f := m.frame(l, g.text, g.body-len(m.heading(g, l.s)))
	if len(m.boxes) > 0 {
		f.Width, f.Height = m.boxRoom(g)
	}
	p := l.s.Body(f)
	text := ui.Split(p.Text)
	return max(0, len(text)-ui.Room(text, ui.Split(p.Actions), f.Height))
}
