package ui

import (
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"
)

// KeyGap stands between two keys of a line.
const KeyGap = "  "

func (t Theme) help() help.Model {
	h := help.New()
	h.ShortSeparator = KeyGap
	h.Styles = help.Styles{ShortKey: t.Key, ShortDesc: t.Muted, FullKey: t.Key, FullDesc: t.Text}
	return h
}

// Keys names keys in one line: what is pressed, what it does.
func (t Theme) Keys(keys ...key.Binding) string { return t.help().ShortHelpView(keys) }

// FirstKeys names as many keys as fit the room, in their order; a long one gives way to
// a shorter one behind it and is among the rest.
func (t Theme) FirstKeys(keys []key.Binding, room int) (line string, rest []key.Binding) {
	for _, k := range keys {
		w := t.Keys(k) + KeyGap
		if ansi.StringWidth(line)+ansi.StringWidth(w) <= room {
			line += w
		} else {
			rest = append(rest, k)
		}
	}
	return line, rest
}

// KeyTable names one key a line under a title, what it does in a column of its own.
func (t Theme) KeyTable(title string, keys []key.Binding) string {
	if len(keys) == 0 {
		return ""
	}
	h := t.help()
	h.Styles.FullKey = t.Key.PaddingLeft(2).Width(12)
	for _, k := range keys {
		h.Styles.FullKey = h.Styles.FullKey.Width(max(h.Styles.FullKey.GetWidth(),
			ansi.StringWidth(k.Help().Key)+2))
	}
	return t.Strong.Render(title) + "\n" + strings.TrimRight(h.FullHelpView([][]key.Binding{keys}), "\n")
}

// Enabled leaves out the keys that do nothing now, and those that no line names.
func Enabled(keys []key.Binding) []key.Binding {
	var out []key.Binding
	for _, k := range keys {
		if k.Enabled() && k.Help().Key != "" {
			out = append(out, k)
		}
	}
	return out
}
