package walked

import (
	"cmp"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/steps"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

// KeyDetails shows and hides the details of the rows.
var KeyDetails = screen.Bind("d", "details", "d")

// detailed is the first row that can be chosen and has details; -1 for none.
func detailed(p steps.Page) int {
	return slices.IndexFunc(picks(p), func(i int) bool { return len(p.Rows[i].Under) > 0 })
}

// toggle opens or closes the details. The view goes with the cursor, so that goes to what
// opened.
func (s *Page) toggle(p steps.Page) {
	s.opened = !s.opened
	if row, _ := s.chosen(p); s.opened && len(row.Under) == 0 {
		s.pick.At = detailed(p)
	}
}

// rows draws the rows; some tells whether one can be chosen.
func (s *Page) rows(f views.Frame, p steps.Page) (out []ui.Block, some bool) {
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
			out = append(out, views.Listed(gap+f.Theme.Strong.Render(r.Section), -1))
		}
		n := -1
		if r.ID != "" {
			n = at
			at++
		}
		here := n >= 0 && n == min(s.pick.At, last)
		out = append(out, views.Listed(f.Row(r, here, here || s.opened, beside[r.Section]), n))
	}
	return out, at > 0
}

// quietKey is the key of a choice that is not in the list; one with a detail stands in the
// page itself.
func quietKey(c steps.Choice) key.Binding {
	shown := c.Key
	if c.Detail != "" {
		shown = ""
	}
	return screen.Bind(shown, cmp.Or(c.Enter, lower(c.Title)), c.Key)
}

// turnTo goes to the page of the step before or after.
func (s *Page) turnTo(k tea.KeyPressMsg) tea.Cmd {
	return s.Event(steps.Event{On: steps.Turn,
		Arg: map[string]string{"left": "before", "right": "after"}[k.String()]})
}

// quietly answers the key of a choice that is not in the list; about is the row that it is
// about, where the choice itself says none.
func (s *Page) quietly(p steps.Page, k tea.KeyPressMsg, about string) (cmd tea.Cmd, quiet bool) {
	for _, c := range p.Choices {
		if c.Quiet && c.Key == k.String() {
			return s.Event(steps.Event{On: c.ID, Arg: text.Or(c.Arg, about)}), true
		}
	}
	return nil, false
}

// onlyQuiet is what Enter does on a page that has no list: its first choice.
func onlyQuiet(p steps.Page, items []screen.Choice) (steps.Choice, bool) {
	if len(items) > 0 || len(p.Choices) == 0 || p.Choices[0].Enter == "" {
		return steps.Choice{}, false
	}
	return p.Choices[0], true
}
