package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// A notice is one short sentence above the footer. Its text names no key: what
// keys lead on from it goes along as bindings, and one is shown only where it does
// what its binding says on the page that is in front now.

// say shows a notice.
func (m *root) say(said string, keys ...key.Binding) tea.Cmd {
	m.note, m.noteKeys, m.noteUntil = text.Clean(said), keys, m.deps.now().Add(noticeTime)
	return m.keepTicking()
}

// notice asks the root to show one.
func notice(text string, keys ...key.Binding) tea.Cmd { return tell(noticeMsg{text: text, keys: keys}) }

// noticeWhile is notice for what may be over by the time that it is shown.
func noticeWhile(holds func() bool, text string) tea.Cmd {
	return tell(noticeMsg{text: text, holds: holds})
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
	everywhere := append(m.globals(), keyHelp, keyBack)
	if len(m.boxes) > 0 {
		everywhere = append([]key.Binding{keyHelp, keyBack}, boxKeys...)
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
var keyInterrupt = bind("ctrl+c", "leave", "ctrl+c")

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
