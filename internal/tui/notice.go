package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/text"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
)

// A notice is one short sentence above the footer. Its text names no key: what
// keys lead on from it goes along as bindings, and one is shown only where it does
// what its binding says on the page that is in front now.

// say shows a notice.
func (m *root) say(said string, keys ...key.Binding) tea.Cmd {
	m.note, m.noteKeys, m.noteUntil = text.Clean(said), keys, m.deps.Now().Add(noticeTime)
	return m.keepTicking()
}

// noteLine is the notice with the keys that lead on from it, as many as fit.
func (m *root) noteLine(room int) string {
	out := m.theme.Look.Render(m.masker().Text(m.note))
	for _, b := range m.noteKeys {
		more := ui.KeyGap + m.theme.Keys(b)
		if m.means(b) && ansi.StringWidth(out)+ansi.StringWidth(more) <= room {
			out += more
		}
	}
	return out
}

// means tells whether a key does on the page in front what its binding says: the
// page has bound it so, or nobody on the page has it and it works everywhere.
func (m *root) means(b key.Binding) bool {
	l := m.front()
	if l == nil || len(b.Keys()) == 0 {
		return false
	}
	if sharesKey(b, keyInterrupt) || typing(l.s) {
		return sharesKey(b, keyInterrupt) && typing(l.s) // elsewhere a letter leaves; here letters are text
	}
	for _, own := range l.s.Keys() {
		if sharesKey(own, b) {
			return own.Help().Desc == b.Help().Desc
		}
	}
	everywhere := append(m.globals(), keyHelp, screen.KeyBack)
	if len(m.boxes) > 0 {
		everywhere = append([]key.Binding{keyHelp, screen.KeyBack}, boxKeys...)
	} else {
		everywhere = append(everywhere, keyQuit, keyLog)
	}
	for _, g := range everywhere {
		if sharesKey(g, b) {
			return true
		}
	}
	return false
}

// keyInterrupt is Ctrl+C, for pages on which every letter is text.
var keyInterrupt = screen.Bind("ctrl+c", "leave", "ctrl+c")

func sharesKey(a, b key.Binding) bool {
	for _, x := range a.Keys() {
		for _, y := range b.Keys() {
			if x == y {
				return true
			}
		}
	}
	return false
}
