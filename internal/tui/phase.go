package tui

import (
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
)

func wordLine(w setup.Word) string { return steps.Noted(w) }

// newPortal is a phase as it is done by hand.
func newPortal(d *deps, id string) *walked { return newWalked(d, steps.PagePortal, steps.InPortal(id)) }

// neighbour goes to the page of the step before or after.
func neighbour(d *deps, id string, by int) tea.Cmd {
	phases := d.verdict().Phases
	for i, r := range phases {
		if r.Phase.ID == id && i+by >= 0 && i+by < len(phases) {
			return toPhase(phases[i+by].Phase.ID)
		}
	}
	return nil
}
