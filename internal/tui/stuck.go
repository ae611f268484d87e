package tui

import (
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
)

// withoutSignIn goes on where nobody signs in: the walk by hand, or a check of what
// needs no sign-in.
func withoutSignIn(d *deps, show func(screen) tea.Cmd) tea.Cmd {
	if d.task != nil {
		return show(newWalked(d, steps.PageUnsigned, nil))
	}
	return walkByHand(d, show)
}
