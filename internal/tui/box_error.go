package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/views"
	"ssowizard/internal/tui/walked"
)

// errorCard says what happened, what it means here and what to do, in that
// order, and offers the way on that fits.
type errorCard struct {
	d      *screen.Deps
	advice advice.Advice
	again  tea.Cmd
	menu   screen.Menu
}

func newErrorCard(d *screen.Deps, err error, again tea.Cmd) *errorCard {
	return &errorCard{d: d, advice: advice.Advise(err), again: again}
}

func (e *errorCard) ID() string          { return "E" }
func (e *errorCard) Heading() string     { return "That did not work" }
func (e *errorCard) Keys() []key.Binding { return e.menu.Keys(e.choices()) }

// Values are what support asks for.
func (e *errorCard) Values() []screen.Value {
	if e.advice.RequestID == "" {
		return nil
	}
	return []screen.Value{{Label: "Request id", Text: e.advice.RequestID}}
}

func (e *errorCard) choices() []screen.Choice {
	var out []screen.Choice
	anew := signInWays(e.d)
	switch {
	case e.advice.SignInAgain:
		out = anew
	case e.advice.TryBrowser:
		out = anew[1:]
	}
	if e.again != nil && !e.advice.SignInAgain { // trying again without a sign-in leads back to this card
		out = append(out, screen.Choice{Title: "Try again", Letter: "r", Do: func() tea.Cmd {
			return e.again
		}})
	}
	return append(out, screen.Choice{Title: "Back to the page", Do: func() tea.Cmd { return nil }})
}

// Update closes the card with the choice.
func (e *errorCard) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	cmd, taken := e.menu.Update(msg, e.choices())
	if taken {
		return nil, cmd
	}
	return e, cmd
}

func (e *errorCard) Body(f views.Frame) screen.Drawn {
	return screen.Drawn{Text: views.Advice(f, e.advice), Actions: e.menu.View(f, e.choices()), Focus: -1}
}

// signInWays lead to a sign-in and back to where one was: by a code, by the browser.
func signInWays(d *screen.Deps) []screen.Choice {
	back := "then back to this step"
	if d.Task != nil {
		back = "then back to where you were"
	}
	return []screen.Choice{
		{Title: "Sign in again", Detail: "with a code, " + back, Do: func() tea.Cmd {
			return screen.Tell(againMsg{})
		}},
		{Title: "Sign in with the browser", Detail: "on this computer, " + back, Do: func() tea.Cmd {
			return screen.Tell(againMsg{browser: true})
		}},
	}
}

// againMsg asks for a new sign-in that leads back to the phase shown.
type againMsg struct{ browser bool }

// signInAgain opens a sign-in above the page, or in the place of the one that
// failed.
func (m *root) signInAgain(msg againMsg) tea.Cmd {
	in, before := walked.SignInOf(m.page().s)
	switch then := m.phaseShown(); {
	case before: // what it was for is still what it is for
		m.drop(&m.pages, 1)
	case then != "" && then != "1":
		in = &steps.SignIn{Then: then}
	case m.deps.Task != nil:
		in = steps.Resuming()
	}
	way := steps.PageCode
	if msg.browser {
		way = steps.PageBrowser
	}
	return m.open(walked.New(m.deps, way, in.Anew()), false)
}
