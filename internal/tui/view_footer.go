package tui

import (
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

// footer says what is going on, names the page, and names the keys.
func (m *root) footer(g geometry) []string {
	var rows []string
	if g.foot > 2 {
		rows = append(rows, m.rule(g, "┴"))
	}
	id := m.theme.Muted.Render(m.front().s.ID())
	room := m.width - 4 - ansi.StringWidth(id)
	line, rest := m.keyLine(m.width - 2)
	above := m.status(room)
	if above == "" {
		above, _ = m.theme.FirstKeys(rest, room)
	}
	return append(rows, " "+ui.Ends(above, id, m.width-2), " "+line)
}

// status is the job in flight, or a short message, or nothing.
func (m *root) status(width int) string {
	if m.work != nil && !m.work.Job.Quiet {
		return m.theme.Now().Dot() + " " + m.workWithin(width-2)
	}
	if m.note != "" {
		return m.noteLine(width)
	}
	if line := m.keepingLine(); line != "" {
		return m.theme.Now().Dot() + " " + line
	}
	return ""
}

// workWithin is the job in flight in the room there is: what usually is gives
// way first, then the end of its name, so that the way out is never cut off.
func (m *root) workWithin(room int) string {
	now, what := m.deps.Now(), m.masker().Text(m.work.Job.What)
	line := workLine(m.work, what, now, !m.work.estimated())
	if ansi.StringWidth(line) > room {
		line = workLine(m.work, what, now, false)
	}
	if over := ansi.StringWidth(line) - room; over > 0 {
		line = workLine(m.work, ansi.Truncate(what, max(ansi.StringWidth(what)-over, 1), "…"), now, false)
	}
	return line
}

// estimated tells whether the page says of what is done now how long it usually takes;
// a second figure for the whole would contradict it.
func (w *working) estimated() bool {
	n := len(w.Notes)
	return n > 0 && w.Notes[n-1].Usual > 0 && !w.Notes[n-1].Done
}

// workLine is what is going on: since when, how long it usually takes, and the
// way out.
func workLine(w *working, what string, now time.Time, usual bool) string {
	parts := []string{what, views.Clock(now.Sub(w.Started))}
	if usual && w.Job.Usual > 0 {
		parts = append(parts, "usually up to "+views.InWords(w.Job.Usual))
	}
	if !w.Job.Writes {
		parts = append(parts, "esc stops it")
	}
	return strings.Join(parts, " · ")
}

// keyLine names the keys of what has them, help and the way out always, as many
// of the rest as fit. What did not fit goes into the line above, while nothing
// else is said there.
func (m *root) keyLine(width int) (line string, rest []key.Binding) {
	l := m.front()
	first, last := ui.Enabled(l.s.Keys()), []key.Binding{keyHelp}
	switch boxed, busy := len(m.boxes) > 0, typing(l.s); {
	case boxed:
		last = append(last, screen.Bind("esc", "close", "esc"))
	case busy && keepsEsc(l.s): // its own keys say what Esc does
	case busy && len(m.pages) < 2:
		last = append(last, screen.Bind("ctrl+c", "leave", "ctrl+c"))
	case busy:
		last = append(last, screen.KeyBack)
	case len(m.pages) < 2:
		first, last = append(first, m.globals()...), append(last, keyQuit)
	default:
		first, last = append(append(first, m.globals()...), keyQuit), append(last, screen.KeyBack)
	}
	if typing(l.s) {
		last[0] = screen.Bind("F1", "help", "f1")
	}
	end := m.theme.Keys(last...)
	line, rest = m.theme.FirstKeys(first, width-ansi.StringWidth(end))
	return line + end, rest
}

func keepsEsc(s screen.Screen) bool {
	e, ok := s.(screen.Escaper)
	return ok && e.Escapes()
}
