package tui

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
)

// ground comes first where a practice tenant has nothing yet that could be
// renewed or taken back: practice remembers nothing, so everything is set up
// before, with the plan shown like any other.
type ground struct {
	d    *deps
	menu menu
}

func newGround(d *deps) *ground { return &ground{d: d} }

// groundless tells whether a task has nothing to work on in practice.
func groundless(d *deps) bool {
	p := d.session.Profile()
	return d.practice != nil && d.session.SignedIn() && p.App.AppID == "" && len(p.Receipts) == 0
}

// nothingFound tells whether the tenant was searched and holds no registration
// that could be the one.
func nothingFound(d *deps) bool {
	s := d.session.Snapshot()
	return s.Candidates.Known && len(s.Candidates.Value) == 0 && len(s.Bin.Value) == 0 && len(d.task.seen) == 0
}

func (s *ground) ID() string          { return s.d.task.letter + "00" }
func (s *ground) Heading() string     { return s.d.task.title + " · practice needs a setup first" }
func (s *ground) Keys() []key.Binding { return s.menu.keys(s.choices()) }

func (s *ground) choices() []choice {
	return []choice{
		{Title: "Set everything up first", Letter: "e", Detail: "on the simulated tenant; shown before it is written", Do: s.plan},
		{Title: "Leave", Detail: "nothing was changed", Do: func() tea.Cmd { return tell(leaveMsg{}) }},
	}
}

// plan shows the whole setup as one change.
func (s *ground) plan() tea.Cmd {
	return ownFirst(s.d, func() tea.Cmd {
		p := s.d.practice
		return keep(func(_ context.Context, w worker) error {
			if len(w.Profile().Wanted.URIs) == 0 {
				if _, err := w.SetURIs(p.URIs); err != nil {
					return err
				}
			}
			return w.ChooseNew(p.Name)
		}, s.whole)
	})
}

// whole shows the plan of everything.
func (s *ground) whole() tea.Cmd {
	plan, err := s.d.session.PlanWhole()
	if err != nil {
		return fail(err, nil)
	}
	page := newPart(s.d, "", plan, part{code: s.d.task.letter + "00w", heading: "Practice is set up",
		onward:  choice{Title: "Go on", Detail: s.d.task.back, Do: toHome},
		back:    choice{Title: "Go on with what was written", Do: toHome},
		again:   s.plan,
		outcome: s.outcome})
	return confirmPlan(s.d, plan, func(change.Plan) tea.Cmd { return write(s.d, page) })
}

func (s *ground) outcome(f frame) string {
	return f.Hang(f.Theme.Good.Render("✓ "), f.Theme.Strong, "The simulated company is set up, as if it had been weeks ago. What you came for begins now.")
}

func (s *ground) Update(msg tea.Msg) (screen, tea.Cmd) {
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *ground) Body(f frame) page {
	what := "there is nothing that could be taken back"
	if s.d.task.id == taskRenew {
		what = "there is no secret that could be renewed"
	}
	return page{Text: f.Para(f.Theme.Text, "In practice nothing was set up before, so "+what+". The wizard sets everything up first: the registration, its 12 example addresses, the permission, "+
		"the consent and a client secret. What it would write is shown next. Nothing real is touched.", 0), Actions: s.menu.view(f, s.choices()), Focus: -1}
}
