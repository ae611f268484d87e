package tui

import (
	"fmt"
	"strings"

	"ssowizard/internal/text"
)

// scrolled cuts a page to the height of its frame: the actions stay at the
// bottom of what is shown, the text above them scrolls.
func (m *root) scrolled(l *layer, p page, f frame) []string {
	actions := split(p.Actions)
	text := split(p.Text)
	room := textRoom(text, actions, f.Height)
	rows := text
	if len(text) > room {
		top := windowTop(l.top, p.Focus, len(text), room)
		rows = append([]string(nil), text[top:top+room]...)
		rows = append(rows, m.theme.Muted.Render(more(top, len(text)-top-room)))
	}
	if len(actions) == 0 {
		return rows
	}
	return append(append(rows, ""), actions...)
}

// textRoom is how many lines of text can be seen: all of them, or what is left
// beside the actions and the line that says there is more.
func textRoom(text, actions []string, height int) int {
	room := height
	if len(actions) > 0 {
		room -= len(actions) + 1
	}
	if len(text) <= room {
		return len(text)
	}
	return max(room-1, 1)
}

// windowTop keeps the wanted line in view; without one the person's own place
// counts.
func windowTop(top, focus, all, room int) int {
	if focus >= 0 {
		switch {
		case focus < top:
			top = focus
		case focus >= top+room:
			top = focus - room + 1
		}
	}
	return max(0, min(top, all-room))
}

// lastTop is the furthest a layer's text can be scrolled in the present window.
func (m *root) lastTop(l *layer) int {
	g := m.geometry()
	f := m.frame(l, g.text, g.body-len(m.heading(g, l.s)))
	if len(m.boxes) > 0 {
		f.Width, f.Height = m.boxRoom(g)
	}
	p := l.s.Body(f)
	text := split(p.Text)
	return max(0, len(text)-textRoom(text, split(p.Actions), f.Height))
}

func more(above, below int) string {
	switch {
	case above > 0 && below > 0:
		return fmt.Sprintf("▲ %d above, ▼ %s below · PgUp PgDn", above, text.Count(below, "more line"))
	case below > 0:
		return fmt.Sprintf("▼ %s below · PgDn", text.Count(below, "more line"))
	}
	return fmt.Sprintf("▲ %s above · PgUp", text.Count(above, "line"))
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}
