package tui

import (
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
)

// newStuck asks what the browser shows while a sign-in is waited for, which goes on
// behind it. page is what it is known to show; "" lists them.
func newStuck(d *deps, then, page string) screen {
	return newWalked(d, steps.PageStuck, &arrival.Stop{Page: page, Told: page != "", Then: then})
}

// withoutSignIn goes on where nobody signs in: the walk by hand, or a check of what
// needs no sign-in.
func withoutSignIn(d *deps, show func(screen) tea.Cmd) tea.Cmd {
	if d.task != nil {
		return show(newWalked(d, steps.PageUnsigned, nil))
	}
	return walkByHand(d, show)
}

// signInFor says what the sign-in that begins is for.
func signInFor(d *deps, name bool) {
	if name {
		d.session.SignInFor(change.ForName)
		return
	}
	d.session.SignInAgain()
}

// arrived goes on from a sign-in that has passed.
func arrived(d *deps, in *steps.SignIn) tea.Cmd {
	return (&walked{d: d}).leads(arrival.Arrived(in), replace)
}

// stuckLine names the keys that lead on from a page that stops the sign-in. Once it
// has been waited for longer than a sign-in takes, the line says so and stands out.
func stuckLine(f frame, keys string) string {
	t := f.Theme
	if f.Work == nil || f.Now.Sub(f.Work.Started) < engine.StuckAfter {
		return f.Para(t.Muted, keys, 0)
	}
	return f.Hang(t.Look.Render(" !  "), t.Text, engine.StuckBegins+" "+keys)
}

// played does in practice what a person does in the browser. What stops them
// there is a page; it is shown as one.
func played(d *deps, then string, do func() error, said string) tea.Cmd {
	e := d.session.session // the command runs beside Update, which alone reads what is known
	return func() tea.Msg {
		err := do()
		if p, ok := e.BrowserPage(engine.PageOf(err)); ok {
			return overMsg{newStuck(d, then, p.ID)}
		}
		return aside(func() error { return err }, said)()
	}
}

// goOnBy goes a way on from a page that is no part of the walk yet.
func goOnBy(d *deps, then string, w engine.WayOn) tea.Cmd {
	m := arrival.Onward(d.session, w.ID, then)
	show := push
	switch {
	case m.To == steps.Below:
		return nil
	case m.Replace:
		show = replace
	}
	return (&walked{d: d}).leads(m, show)
}
