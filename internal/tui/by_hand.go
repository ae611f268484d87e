package tui

import (
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
)

// Whoever walks without a sign-in works in the portal. On every page the portal way
// then comes first, what needs a sign-in comes last, and every step takes a word.

// byHand tells whether the walk goes without a sign-in.
func (d *deps) byHand() bool { return d.task == nil && d.session != nil && !d.session.SignedIn() }

// walkByHand begins the walk at its first step, as it is done in the portal.
func walkByHand(d *deps, show func(screen) tea.Cmd) tea.Cmd {
	d.onFoot = true
	if d.verdict().Phase("1").Status.Settled() {
		return toNext()
	}
	return show(newWalked(d, steps.PagePortal, phases.InPortal("1")))
}
