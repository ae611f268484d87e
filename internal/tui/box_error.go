package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
)

// errorCard says what happened, what it means here and what to do, in that
// order, and offers the way on that fits.
type errorCard struct {
	d      *deps
	advice steps.Advice
	again  tea.Cmd
	menu   menu
}

func newErrorCard(d *deps, err error, again tea.Cmd) *errorCard {
	return &errorCard{d: d, advice: steps.Advise(err), again: again}
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
	if e.advice.SignInAgain {
		out = append(out, choice{Title: "Sign in again", Detail: "with a code, then back to this step", Do: func() tea.Cmd { return tell(againMsg{}) }})
	}
	if e.advice.SignInAgain || e.advice.TryBrowser {
		out = append(out, choice{Title: "Sign in with the browser", Detail: "on this computer, then back to this step", Do: func() tea.Cmd { return tell(againMsg{browser: true}) }})
	}
	if e.again != nil {
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

func (e *errorCard) Body(f frame) page {
	return page{Text: adviceView(f, e.advice), Actions: e.menu.view(f, e.choices()), Focus: -1}
}

// againMsg asks for a new sign-in that leads back to the stage shown.
type againMsg struct{ browser bool }

// signInAgain opens a sign-in above the page, or in the place of the one that
// failed.
func (m *root) signInAgain(msg againMsg) tea.Cmd {
	then := m.stageShown()
	if then == "1" {
		then = ""
	}
	var s screen = newCode(m.deps, then)
	if msg.browser {
		s = newBrowser(m.deps, then)
	}
	switch m.page().s.(type) {
	case *code, *browser, *reading:
		m.drop(&m.pages, 1)
	}
	return m.open(s, false)
}
