package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/views"
)

// errorCard says what happened, what it means here and what to do, in that
// order, and offers the way on that fits.
type errorCard struct {
	d      *deps
	advice advice.Advice
	again  tea.Cmd
	menu   menu
}

func newErrorCard(d *deps, err error, again tea.Cmd) *errorCard {
	return &errorCard{d: d, advice: advice.Advise(err), again: again}
}

func (e *errorCard) ID() string          { return "E" }
func (e *errorCard) Heading() string     { return "That did not work" }
func (e *errorCard) Keys() []key.Binding { return e.menu.keys(e.choices()) }

// Values are what support asks for.
func (e *errorCard) Values() []value {
	if e.advice.RequestID == "" {
		return nil
	}
	return []value{{"Request id", e.advice.RequestID}}
}

func (e *errorCard) choices() []choice {
	var out []choice
	anew := signInWays(e.d)
	switch {
	case e.advice.SignInAgain:
		out = anew
	case e.advice.TryBrowser:
		out = anew[1:]
	}
	if e.again != nil && !e.advice.SignInAgain { // trying again without a sign-in leads back to this card
		out = append(out, choice{Title: "Try again", Letter: "r", Do: func() tea.Cmd { return e.again }})
	}
	return append(out, choice{Title: "Back to the page", Do: func() tea.Cmd { return nil }})
}

// Update closes the card with the choice.
func (e *errorCard) Update(msg tea.Msg) (screen, tea.Cmd) {
	cmd, taken := e.menu.update(msg, e.choices())
	if taken {
		return nil, cmd
	}
	return e, cmd
}

func (e *errorCard) Body(f views.Frame) page {
	return page{Text: views.Advice(f, e.advice), Actions: e.menu.view(f, e.choices()), Focus: -1}
}

// signInWays lead to a sign-in and back to where one was: by a code, by the browser.
func signInWays(d *deps) []choice {
	back := "then back to this step"
	if d.task != nil {
		back = "then back to where you were"
	}
	return []choice{
		{Title: "Sign in again", Detail: "with a code, " + back, Do: func() tea.Cmd {
			return tell(againMsg{})
		}},
		{Title: "Sign in with the browser", Detail: "on this computer, " + back, Do: func() tea.Cmd {
			return tell(againMsg{browser: true})
		}},
	}
}

// againMsg asks for a new sign-in that leads back to the phase shown.
type againMsg struct{ browser bool }

// signInAgain opens a sign-in above the page, or in the place of the one that
// failed.
func (m *root) signInAgain(msg againMsg) tea.Cmd {
	in, before := signInOf(m.page().s)
	switch then := m.phaseShown(); {
	case before: // what it was for is still what it is for
		m.drop(&m.pages, 1)
	case then != "" && then != "1":
		in = &steps.SignIn{Then: then}
	case m.deps.task != nil:
		in = steps.Resuming()
	}
	way := steps.PageCode
	if msg.browser {
		way = steps.PageBrowser
	}
	return m.open(newWalked(m.deps, way, in.Anew()), false)
}

// signInOf is what a page of a sign-in is for; false for all others.
func signInOf(s screen) (*steps.SignIn, bool) {
	if signsIn(s) || isPage(s, steps.PageReading) {
		return s.(*walked).frame.Local.(*steps.SignIn), true
	}
	return &steps.SignIn{}, false
}

// signsIn tells whether a screen waits for a sign-in.
func signsIn(s screen) bool { return isPage(s, steps.PageCode) || isPage(s, steps.PageBrowser) }
