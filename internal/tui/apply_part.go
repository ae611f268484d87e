package tui

import (
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
)

// part is what a write belongs to where that is a task and not one stage of the
// walk: the name of its page, and where it leads.
type part struct {
	code    string
	heading string
	onward  choice
	back    choice               // after something went wrong
	again   func() tea.Cmd       // plan and show anew
	outcome func(f frame) string // below the notes once it is done; nil: the stage's own
}

// newPart writes a plan as part of a task. id is the stage it concerns, or "".
func newPart(d *deps, id string, p change.Plan, of part) *apply {
	s := newApply(d, id, p)
	s.part = &of
	return s
}

// goUp closes the page shown, as Esc does; the page below goes on.
func goUp() tea.Cmd { return tell(stopAndBackMsg{}) }
