package tui

import (
	"context"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
)

// consentLeft tells what the sign-ins of this run left in the tenant, and takes
// it back after showing it.
type consentLeft struct {
	d    *deps
	left *steps.ConsentLeft // nil: it is being read
	err  error
	menu menu
}

func newConsentLeft(d *deps) *consentLeft { return &consentLeft{d: d} }

func (s *consentLeft) ID() string          { return "S99c" }
func (s *consentLeft) Heading() string     { return "What signing in left" }
func (s *consentLeft) Keys() []key.Binding { return s.menu.keys(s.choices()) }

type consentLeftMsg struct {
	left steps.ConsentLeft
	err  error
}

// Start reads it.
func (s *consentLeft) Start() tea.Cmd {
	s.left = nil
	return start(job{What: "Reading what signing in left", Usual: 3 * time.Second, Do: func(ctx context.Context, e worker, _ func(steps.Note)) tea.Msg {
		left, err := e.ConsentLeft(ctx)
		return consentLeftMsg{left, err}
	}})
}

// Return reads it again, after something was taken back.
func (s *consentLeft) Return() tea.Cmd { return s.Start() }

func (s *consentLeft) choices() []choice {
	leave := choice{Title: "Leave it", Detail: "back; it stays until somebody takes it back", Do: goUp}
	if s.left == nil || s.err != nil {
		return []choice{leave}
	}
	plan, err := s.d.engine.PlanConsentBack(*s.left)
	if err != nil || !s.d.engine.May(plan) {
		return []choice{leave}
	}
	return []choice{leave, {Title: "Take it back", Letter: "t", Detail: "shown before it is written", Do: func() tea.Cmd {
		page := newPart(s.d, "", plan, part{code: "S99w", heading: "Take back what signing in left",
			onward: choice{Title: "Go on", Detail: "back to the end", Do: goUp}, back: choice{Title: "Back", Do: goUp}, again: goUp,
			outcome: func(f frame) string {
				return f.Hang(f.Theme.Good.Render("✓ "), f.Theme.Text, "It is gone. The next sign-in asks for it again.")
			}})
		return confirmPlan(s.d, plan, func(steps.Plan) tea.Cmd { return write(s.d, page) })
	}}}
}

func (s *consentLeft) Update(msg tea.Msg) (screen, tea.Cmd) {
	if m, ok := msg.(consentLeftMsg); ok {
		s.left, s.err = &m.left, m.err
		return s, nil
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *consentLeft) Body(f frame) page {
	t := f.Theme
	if s.left == nil {
		return page{Text: f.Para(t.Text, "Reading it.", 0), Focus: -1}
	}
	var blocks []string
	for _, w := range s.left.Words() {
		blocks = append(blocks, f.Para(t.Text, w, 0))
	}
	if len(blocks) == 0 {
		blocks = append(blocks, f.Hang(t.Good.Render("✓ "), t.Text, "Nothing of this run."))
	}
	if s.err != nil {
		blocks = append(blocks, f.Hang(t.Unsure.Render("? "), t.Text, "It could not be read in Entra: "+steps.Advise(s.err).Means))
	}
	return page{Text: stack(blocks...), Actions: s.menu.view(f, s.choices()), Focus: -1}
}
