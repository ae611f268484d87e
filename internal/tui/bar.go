package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// bar is a menu in one line, for pages whose arrows move through a list: Tab
// goes from choice to choice, Enter takes, and the letters work as elsewhere.
type bar struct{ at int }

var (
	keyTab     = bind("tab", "next choice", "tab")
	keyTabBack = bind("", "", "shift+tab")
)

func (b *bar) keys(items []choice) []key.Binding {
	out := []key.Binding{keyEnter}
	if len(items) > 1 {
		out = append(out, keyTab, keyTabBack)
	}
	for _, c := range items {
		if c.Letter != "" && c.Off == "" {
			out = append(out, bind("", strings.ToLower(c.Title), c.Letter)) // it stands in the bar itself
		}
	}
	return out
}

// update moves along the bar or takes a choice.
func (b *bar) update(msg tea.Msg, items []choice) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok || len(items) == 0 {
		return nil
	}
	b.at = min(b.at, len(items)-1)
	switch {
	case key.Matches(k, keyTab):
		b.at = (b.at + 1) % len(items)
	case key.Matches(k, keyTabBack):
		b.at = (b.at + len(items) - 1) % len(items)
	case key.Matches(k, keyEnter):
		cmd, _ := take(items[b.at])
		return cmd
	default:
		for _, c := range items { // the cursor stays, as in a menu
			if c.Letter != "" && k.String() == c.Letter {
				cmd, _ := take(c)
				return cmd
			}
		}
	}
	return nil
}

// view draws the choices in a row, or in several where they do not fit, and
// below them what the chosen one does.
func (b *bar) view(f frame, items []choice) string {
	if len(items) == 0 {
		return ""
	}
	at := min(b.at, len(items)-1)
	row, rows := "", []string{}
	for i, c := range items {
		st, mark := f.Theme.Text, "  "
		if c.Off != "" {
			st = f.Theme.Muted
		}
		if i == at {
			st, mark = f.Theme.Accent, f.Theme.Accent.Render("▸ ")
		}
		cell := mark
		if c.Letter != "" {
			cell += f.Theme.Key.Render(c.Letter) + " "
		}
		cell += st.Render(f.Safe(c.Title))
		if row != "" && ansi.StringWidth(row)+ansi.StringWidth(cell)+2 > f.Width {
			rows, row = append(rows, row), ""
		}
		if row != "" {
			row += "  "
		}
		row += cell
	}
	rows = append(rows, row)
	detail := items[at].Detail
	if items[at].Off != "" {
		detail = items[at].Off
	}
	if detail != "" {
		rows = append(rows, f.Para(f.Theme.Muted, detail, 2))
	}
	return strings.Join(rows, "\n")
}
