package walked

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
)

// boardView draws the two lists of steps 12–14. The arrows move through the rows, and the
// choices of the page stand in one line below them.
type boardView struct{ at int } // the row under the cursor; -1: the first that needs a look

var keyRows = screen.Bind("↑↓", "row", "up", "down")

// row is the row under the cursor.
func (v *boardView) row(p steps.Page) int {
	if v.at >= 0 {
		return min(v.at, len(p.Rows)-1)
	}
	for i, r := range p.Rows {
		if r.Sign != steps.SignGood && r.Sign != steps.SignNote {
			return i
		}
	}
	return 0
}

func (v *boardView) keys(p steps.Page) []key.Binding {
	var items []screen.Choice
	for _, c := range listedIn(p) {
		items = append(items, choiceOf(c))
	}
	out := screen.BarKeys(items)
	if len(p.Rows) > 0 {
		out = append(out, keyRows)
	}
	for _, c := range p.Choices {
		if c.Quiet {
			out = append(out, quietKey(c))
		}
	}
	return append(out, keySteps)
}

func (v *boardView) update(tea.Msg) (tea.Cmd, bool) { return nil, false }

func (v *boardView) key(s *Page, p steps.Page, k tea.KeyPressMsg) tea.Cmd {
	if key.Matches(k, keySteps) {
		return s.turnTo(k)
	}
	about := ""
	if len(p.Rows) > 0 {
		v.at = v.row(p)
		about = p.Rows[v.at].Arg
		if k.String() == "up" {
			v.at = max(0, v.at-1)
		} else if k.String() == "down" {
			v.at = min(len(p.Rows)-1, v.at+1)
		}
	}
	if cmd, quiet := s.quietly(p, k, about); quiet {
		return cmd
	}
	return s.menu.Along(k, s.MenuChoices(p))
}
