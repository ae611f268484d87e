package views

import (
	"slices"
	"strings"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/ui"
)

// The rows of a page of the walk, with the headings of their sections.

// LowList is the height below which a list needs all the room.
const LowList = 20

// Row is one line of a list, with more of the one under the cursor; beside is the column
// of its title where something stands beside it.
func (f Frame) Row(r steps.Row, here, open bool, beside int) string {
	t := f.Theme
	mark, st := f.Mark(here)
	if r.Sign != steps.SignNone {
		mark += t.Glyph(r.Sign).Dot() + " "
	}
	if r.Span != "" {
		mark += t.Muted.Render(ui.Pad(r.Span, 7))
	}
	row := f.Hang(mark, st, r.Title)
	if r.Beside != "" {
		row = f.Hang(mark+st.Render(ui.Pad(r.Title, beside))+"  ", t.Muted, r.Beside)
	}
	if here && r.More != "" {
		row = ui.Lines(row, f.Para(t.Muted, r.More, 4))
	}
	if r.Detail != "" {
		row = ui.Lines(row, f.Para(t.Muted, r.Detail, 4))
	}
	under := r.Facts
	if open {
		under = slices.Concat(under, r.Under)
	}
	if len(under) > 0 {
		inner := f
		inner.Width -= 4
		row = ui.Lines(row, "    "+strings.ReplaceAll(inner.Blocks([]steps.Block{under}), "\n", "\n    "))
	}
	return row
}

// QuietLines are the keys that stand in the page, with what they do.
func QuietLines(f Frame, p steps.Page) []string {
	var out []string
	for _, c := range p.Choices {
		if c.Quiet && c.Detail != "" && c.Key != "" {
			out = append(out, f.Hang(f.Theme.Key.Render(c.Key+"  "), f.Theme.Muted, c.Title+": "+c.Detail+
				"."))
		}
	}
	return out
}
