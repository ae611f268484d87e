package tui

import (
	"cmp"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/steps"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// The rows of a page of the walk, with the headings of their sections.

// lowList is the height below which a list needs all the room.
const lowList = 20

var keyDetails = bind("d", "details", "d")

// detailed is the first row that can be chosen and has details; -1 for none.
func detailed(p steps.Page) int {
	return slices.IndexFunc(picks(p), func(i int) bool { return len(p.Rows[i].Under) > 0 })
}

// toggle opens or closes the details. The view goes with the cursor, so that goes to what
// opened.
func (s *walked) toggle(p steps.Page) {
	s.opened = !s.opened
	if row, _ := s.chosen(p); s.opened && len(row.Under) == 0 {
		s.pick.At = detailed(p)
	}
}

// rows draws the rows; some tells whether one can be chosen.
func (s *walked) rows(f frame, p steps.Page) (out []ui.Block, some bool) {
	at, beside, last := 0, map[string]int{}, len(picks(p))-1
	for _, r := range p.Rows {
		if r.Beside != "" {
			beside[r.Section] = max(beside[r.Section], ansi.StringWidth(r.Title))
		}
	}
	for i, r := range p.Rows {
		if r.Section != "" && (i == 0 || p.Rows[i-1].Section != r.Section) {
			gap := ""
			if i > 0 {
				gap = "\n"
			}
			out = append(out, blockOf(gap+f.Theme.Strong.Render(r.Section), -1))
		}
		n := -1
		if r.ID != "" {
			n = at
			at++
		}
		here := n >= 0 && n == min(s.pick.At, last)
		out = append(out, blockOf(f.row(r, here, here || s.opened, beside[r.Section]), n))
	}
	return out, at > 0
}

// row is one line of a list, with more of the one under the cursor; beside is the column
// of its title where something stands beside it.
func (f frame) row(r steps.Row, here, open bool, beside int) string {
	t := f.Theme
	mark, st := f.Mark(here)
	if r.Sign != steps.SignNone {
		mark += t.sign(r.Sign).Dot() + " "
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
		row = ui.Lines(row, "    "+strings.ReplaceAll(inner.blocks([]steps.Block{under}), "\n", "\n    "))
	}
	return row
}

// quietLines are the keys that stand in the page, with what they do.
func quietLines(f frame, p steps.Page) []string {
	var out []string
	for _, c := range p.Choices {
		if c.Quiet && c.Detail != "" && c.Key != "" {
			out = append(out, f.Hang(f.Theme.Key.Render(c.Key+"  "), f.Theme.Muted, c.Title+": "+c.Detail+"."))
		}
	}
	return out
}

// quietKey is the key of a choice that is not in the list; one with a detail stands in the
// page itself.
func quietKey(c steps.Choice) key.Binding {
	shown := c.Key
	if c.Detail != "" {
		shown = ""
	}
	return bind(shown, cmp.Or(c.Enter, lower(c.Title)), c.Key)
}

// turnTo goes to the page of the step before or after.
func (s *walked) turnTo(k tea.KeyPressMsg) tea.Cmd {
	return s.event(steps.Event{On: steps.Turn,
		Arg: map[string]string{"left": "before", "right": "after"}[k.String()]})
}

// quietly answers the key of a choice that is not in the list; about is the row that it is
// about, where the choice itself says none.
func (s *walked) quietly(p steps.Page, k tea.KeyPressMsg, about string) (cmd tea.Cmd, quiet bool) {
	for _, c := range p.Choices {
		if c.Quiet && c.Key == k.String() {
			return s.event(steps.Event{On: c.ID, Arg: text.Or(c.Arg, about)}), true
		}
	}
	return nil, false
}

// onlyQuiet is what Enter does on a page that has no list: its first choice.
func onlyQuiet(p steps.Page, items []choice) (steps.Choice, bool) {
	if len(items) > 0 || len(p.Choices) == 0 || p.Choices[0].Enter == "" {
		return steps.Choice{}, false
	}
	return p.Choices[0], true
}
