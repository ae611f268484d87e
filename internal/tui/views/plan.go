package views

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/tui/ui"
)

// changesView is the plan in words: object by object, property by property.
func changesView(f Frame, p change.Plan) string {
	t := f.Theme
	var rows []string
	object := ""
	for _, c := range p.Changes {
		if c.Object != object {
			if object != "" {
				rows = append(rows, "")
			}
			object = c.Object
			rows = append(rows, f.Para(t.Strong, c.Object, 0))
		}
		rows = append(rows, changeView(f, c))
	}
	text := strings.Join(rows, "\n")
	notes := findings(f, p.Notes)
	undo := ""
	if p.UndoHint != "" {
		undo = f.Para(t.Muted, p.UndoHint, 0)
	}
	return ui.Stack(text, notes, undo)
}

// labelWide is the column of the properties' names, in cells.
const labelWide = 23

func changeView(f Frame, c setup.Change) string {
	t := f.Theme
	was := c.After
	if c.Before != "" && c.Before != c.After {
		was = c.Before + " → " + c.After
	}
	label := c.Label()
	rows := []string{f.Hang(t.Muted.Render("  "+ui.Pad(label, labelWide)+"  "), t.Text, was)}
	if ansi.StringWidth(label) > labelWide { // whole, on a line of its own
		rows = []string{f.Para(t.Muted, label, 2), f.Para(t.Text, was, labelWide+4)}
	}
	for _, set := range []struct {
		mark   string
		values []string
	}{{t.Good.Render("+ "), c.Added}, {t.Bad.Render("- "), c.Removed}, {t.Muted.Render("kept "), c.Kept}} {
		for _, v := range set.values {
			rows = append(rows, f.Hang(strings.Repeat(" ", 6)+set.mark, t.Text, v))
		}
	}
	return strings.Join(rows, "\n")
}

// requestsView is what goes over the wire. Bodies never hold a secret.
func requestsView(f Frame, p change.Plan) string {
	var rows []string
	for _, r := range p.Requests {
		row := f.Hang(f.Theme.Accent.Render(r.Method+" "), f.Theme.Strong, r.Path)
		for _, l := range ui.Split(r.Body) {
			row = ui.Lines(row, f.Whole(f.Theme.Text, l, 2))
		}
		rows = append(rows, row)
	}
	return strings.Join(rows, "\n\n")
}
