package tui

import (
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/steps"
)

// errand is what a sign-in is asked for in the middle of something: why, in one
// sentence, and what goes on by itself afterwards.
type errand struct {
	why  string
	then tea.Cmd
}

// write carries out a plan that was confirmed. Where the session was not asked
// for with the rights to write it, a sign-in that is comes first, for what comes
// after it too, and then exactly this plan: if anything has changed meanwhile,
// the engine refuses it and the page shows a new one.
func write(d *deps, page *apply, after ...string) tea.Cmd {
	return withRights(d, append(page.plan.Scopes(), after...), page.plan, push(page), replace(page))
}

// withRights goes on at once where the session in hand was asked for with what a
// plan needs, and else after a sign-in that asks for these rights.
func withRights(d *deps, rights []string, p change.Plan, now, after tea.Cmd) tea.Cmd {
	if !d.session.SignedIn() || d.session.May(p) {
		return now
	}
	d.session.StepUp(rights)
	if d.session.May(p) {
		return now
	}
	why := "Your sign-in did not ask for the rights that this write needs: after this one, which " +
		"does, exactly " +
		"what you just confirmed is written by itself."
	if !d.session.MayWrite() {
		why = "So far you signed in to read: after this sign-in, which asks for the rights to " +
			"write, exactly what " +
			"you just confirmed is written by itself."
	}
	return runErrand(d, why, after)
}

// runErrand signs in in the middle of something, and goes on with it then.
func runErrand(d *deps, why string, then tea.Cmd) tea.Cmd {
	with := *d
	with.errand = &errand{why: why, then: then}
	if d.cfg.SignIn == "browser" {
		return push(newBrowser(&with, ""))
	}
	return push(newCode(&with, ""))
}

// errandLine is the sentence why this sign-in is asked for.
func errandLine(f frame, d *deps) string {
	if d.errand == nil {
		return ""
	}
	return f.Hang(f.Theme.Look.Render("! "), f.Theme.Strong, d.errand.why)
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

// ownFirst asks whose tenant this is before the first write of a task, and goes
// on with what was asked for.
func ownFirst(d *deps, then func() tea.Cmd) tea.Cmd {
	if d.session.Profile().Own {
		return then()
	}
	return ask(d, steps.PageOwn, nil, func(any) tea.Cmd { return then() })
}
