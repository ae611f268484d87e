package tui

import (
	"context"
	"errors"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
)

// consentLeft tells what the sign-ins of this run left in the tenant, and takes
// it back after showing it. What the tokens show is told at once; Entra is asked
// only by a sign-in that may take it back.
type consentLeft struct {
	d    *deps
	left *engine.ConsentLeft // nil: it is being read
	err  error
	menu menu

	plan      change.Plan // to take it back
	unplanned error
	may       bool // this sign-in may do it
}

func newConsentLeft(d *deps) *consentLeft { return &consentLeft{d: d} }

func (s *consentLeft) ID() string          { return "S99c" }
func (s *consentLeft) Heading() string     { return "What signing in left" }
func (s *consentLeft) Keys() []key.Binding { return s.menu.keys(s.choices()) }

// keyConsent leads there from the ends of the other tasks.
var keyConsent = bind("", "what signing in left", "c") // it stands in the page itself

// consentKey is keyConsent, where something is left.
func consentKey(d *deps) []key.Binding {
	if !d.session.SignedIn() || !d.session.ConsentSeen().Any() {
		return nil
	}
	return []key.Binding{keyConsent}
}

// consentWay is the same as a choice.
func consentWay(d *deps) []choice {
	if len(consentKey(d)) == 0 {
		return nil
	}
	return []choice{{Title: "What signing in left", Letter: "c", Detail: "consent in your tenant, and taking it back", Do: func() tea.Cmd { return push(newConsentLeft(d)) }}}
}

// consentLine says at the end of a task that something is left.
func consentLine(f frame, d *deps) string {
	if len(consentKey(d)) == 0 {
		return ""
	}
	return f.Hang(f.Theme.Key.Render("c  "), f.Theme.Muted, "Consent that signing in left: see it, take it back.")
}

type consentLeftMsg struct {
	left engine.ConsentLeft
	err  error
}

// Start reads it, where this sign-in may take it back.
func (s *consentLeft) Start() tea.Cmd {
	if told := s.d.session.ConsentSeen(); !s.d.session.MayTakeConsentBack() || !told.Any() {
		s.left = &told
		return nil
	}
	s.left = nil
	return start(job{What: "Reading what signing in left", Usual: 3 * time.Second, Do: func(ctx context.Context, e worker, _ func(change.Note)) tea.Msg {
		left, err := e.ConsentLeft(ctx)
		return consentLeftMsg{left, err}
	}})
}

// Return reads it again, after something was taken back.
func (s *consentLeft) Return() tea.Cmd { return s.Start() }

func (s *consentLeft) choices() []choice {
	leave := choice{Title: "Leave it", Detail: "back; it stays until somebody takes it back", Do: goUp}
	switch {
	case s.left == nil || s.err != nil || !s.d.session.MayOfferConsent():
		return []choice{leave}
	case !s.left.Read:
		return []choice{leave, {Title: "Take it back", Letter: "t", Detail: "after one more sign-in; shown before it is written", Do: s.stepUp}}
	}
	plan := s.plan
	if errors.Is(s.unplanned, advice.ErrNothingToDo) {
		leave.Detail = "back; it may have been there before, and others may use it"
	}
	if s.unplanned != nil || !s.may {
		return []choice{leave}
	}
	return []choice{leave, {Title: "Take it back", Letter: "t", Detail: "shown before it is written", Do: func() tea.Cmd {
		page := newPart(s.d, "", plan, part{code: "S99w", heading: "Take back what signing in left",
			onward: choice{Title: "Go on", Detail: "back to where you came from", Do: goUp}, back: choice{Title: "Back", Do: goUp}, again: goUp,
			outcome: func(f frame) string {
				return f.Hang(f.Theme.Good.Render("✓ "), f.Theme.Text, "It is gone. The next sign-in asks for it again.")
			}})
		return confirmPlan(s.d, plan, func(change.Plan) tea.Cmd { return write(s.d, page) })
	}}}
}

// Ask plans what would be taken back.
func (s *consentLeft) Ask(e session) {
	if s.left == nil || !s.left.Read {
		return
	}
	s.plan, s.unplanned = e.PlanConsentBack(*s.left)
	s.may = e.May(s.plan)
}

// stepUp signs in with the right to take consent back, and comes back here.
func (s *consentLeft) stepUp() tea.Cmd {
	d := s.d
	d.session.StepUp(change.ScopesForConsent())
	return runErrand(d, "So far you may not take consent back: this sign-in asks for that right, which goes with the rest.", replaceBoth(newConsentLeft(d)))
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
		blocks = append(blocks, f.Hang(t.Unsure.Render("? "), t.Text, "It could not be read in Entra: "+advice.Advise(s.err).Means))
	}
	return page{Text: stack(blocks...), Actions: s.menu.view(f, s.choices()), Focus: -1}
}
