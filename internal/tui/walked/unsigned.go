package walked

import (
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/tui/screen"
)

// withoutSignIn goes on where nobody signs in: the walk by hand, or a check of what
// needs no sign-in.
func withoutSignIn(d *screen.Deps, show func(screen.Screen) tea.Cmd) tea.Cmd {
	if d.Task != nil {
		return show(New(d, steps.PageUnsigned, nil))
	}
	return walkByHand(d, show)
}

// walkByHand begins the walk at its first step, as it is done in the portal.
func walkByHand(d *screen.Deps, show func(screen.Screen) tea.Cmd) tea.Cmd {
	d.OnFoot = true
	if d.Verdict().Phase("1").Status.Settled() {
		return screen.ToNext()
	}
	return show(New(d, steps.PagePortal, phases.InPortal("1")))
}
