package tui

import (
	"ssowizard/internal/change"
	"ssowizard/internal/steps"
)

// errandLine is the sentence why this sign-in is asked for.
func errandLine(f frame, in *steps.SignIn) string {
	if in.Errand == nil {
		return ""
	}
	return f.Hang(f.Theme.Look.Render("! "), f.Theme.Strong, in.Errand.Why)
}

// servicesLine stands before a code, an address or the ways to get one, where
// somebody else than Microsoft would get what is entered.
func servicesLine(f frame) string {
	words := f.State.Snapshot.Services().BeforeSignIn()
	if words == "" {
		return ""
	}
	return f.Hang(f.Theme.Bad.Render("! "), f.Theme.Strong, words)
}

// asked is what Microsoft's page will ask for, in words: its rights are on all
// registrations, whatever little the wizard does with them.
func asked(d *deps) string { return change.AskWords(d.session.Scopes()) }
