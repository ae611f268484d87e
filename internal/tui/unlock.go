package tui

import (
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
)

// unlockFor asks for the passphrase of the encrypted file that the profile's secret lies
// in, and goes on with what the secret is needed for.
func unlockFor(d *deps, then func() tea.Cmd) tea.Cmd {
	w := newWalked(d, steps.PageUnlock, nil)
	w.then = func(any) tea.Cmd { return then() }
	return push(w)
}
