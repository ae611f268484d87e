package tui

import (
	"context"
	"errors"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
)

// What the pages of phases that this front still makes by itself have in common.

// noted is a person's word about a phase, with its date and note; "" where there
// is none.
func noted(f frame, r judge.PhaseReport) string {
	if r.Word == nil {
		return ""
	}
	return f.Hang(f.Theme.Status(r.Status).String()+f.Theme.Muted.Render(" · "), f.Theme.Text, wordLine(*r.Word))
}

func wordLine(w setup.Word) string { return steps.Noted(w) }

// ways are the ways in which a step can be done or left, in the engine's order.
func ways(d *deps, r judge.PhaseReport) []choice {
	var out []choice
	for _, w := range change.Ways(d.verdict(), r.Phase.ID) {
		var c choice
		switch w {
		case change.WayGoOn:
			c = goOn(d, r.Phase.ID)
		case change.WayDo:
			c = doItForMe(d, r)
		case change.WayPortal:
			c = choice{Title: "Show me in the portal", Detail: place(r.Phase), Letter: "p", Do: func() tea.Cmd {
				return push(newPortal(d, r.Phase.ID))
			}}
		case change.WayConfirm:
			c = confirmWay(r.Phase)
		case change.WayUnsay, change.WaySkip:
			if list := wordWay(d, r); len(list) > 0 {
				c = list[0]
			}
		}
		c.Way = w
		out = append(out, c)
	}
	return out
}

// goOn leads from a phase to the next open one.
func goOn(d *deps, id string) choice {
	if d.task != nil {
		return choice{Title: "Go on", Detail: d.task.Back, On: true, Do: toHome}
	}
	c := choice{Title: "Go on", Detail: "everything is settled; see where it stands", On: true, Do: toNext}
	if n, ok := judge.PhaseByID(d.walk().Following(id)); ok {
		c.Detail = n.Heading()
	}
	return c
}

// doItForMe plans the phase's action and shows the plan. It names what keeps it
// from being done.
func doItForMe(d *deps, r judge.PhaseReport) choice {
	a := change.ActionOf(r.Phase.ID)
	verb, effect := a.Words(d.session.Snapshot())
	c := choice{Title: verb, Detail: effect, Do: func() tea.Cmd { return planAndShow(d, r.Phase.ID) }}
	switch {
	case !d.session.SignedIn():
		c.Detail, c.SignIn = "needs a sign-in; leads there", true
		c.Do = func() tea.Cmd { return toPhase("1") }
	case r.Status == setup.StatusBlocked:
		c.Off = "first: " + r.BlockedBy
	}
	return c
}

// planAndShow is what "do it for me" means on every page: plan from the last
// snapshot, show it, and write it only after a yes.
func planAndShow(d *deps, id string) tea.Cmd {
	if d.task != nil && !d.session.Profile().Own {
		return ownFirst(d, func() tea.Cmd { return planAndShow(d, id) })
	}
	p, err := d.session.Plan(id)
	switch {
	case errors.Is(err, advice.ErrNothingToDo):
		return notice("There is nothing to do: it already holds.")
	case err != nil:
		return fail(err, nil)
	}
	return showPlan(d, id, p)
}

// showPlan asks about a plan for a phase, and writes it after a yes.
func showPlan(d *deps, id string, p change.Plan) tea.Cmd {
	return over(newWalked(d, steps.PagePlan, steps.ShownFor(id, p)))
}

// newPortal is a phase as it is done by hand.
func newPortal(d *deps, id string) *walked { return newWalked(d, steps.PagePortal, steps.InPortal(id)) }

func confirmWay(st judge.Phase) choice {
	return choice{Title: "I have done this", Detail: "noted with the date; only you can know", Letter: "y",
		Word: true, Do: func() tea.Cmd { return confirmPhase(st.ID, "") }}
}

func confirmPhase(id, note string) tea.Cmd {
	return keep(func(_ context.Context, w worker) error { return w.Confirm(id, note) }, toNext)
}

// wordWay leaves a phase for later with a note, or takes a word back. A phase that
// holds cannot be left for later: its note would be seen by nobody, and once it
// no longer holds it would stand there as skipped.
func wordWay(d *deps, r judge.PhaseReport) []choice {
	id := r.Phase.ID
	if r.Status == setup.StatusOK && r.Word == nil {
		return nil
	}
	if r.Word != nil {
		what := "Take my confirmation back"
		if r.Status == setup.StatusSkipped {
			what = "Take it up again"
		}
		return []choice{{Title: what, Letter: "u", Do: func() tea.Cmd {
			return keep(func(_ context.Context, w worker) error { return w.Unconfirm(id) },
				func() tea.Cmd { return notice("Taken back. The state follows from what is there.") })
		}}}
	}
	return []choice{{Title: "Skip, with a note", Detail: "it stays open in the list at the end", Letter: "k",
		Do: func() tea.Cmd {
			return ask(d, steps.PageNote, steps.Note{Heading: "Skip " + r.Phase.Heading(),
				About: "The walk goes on; this stays open and is named at the end.",
				Label: "Why, for the next person"}, func(note any) tea.Cmd {
				return keep(func(_ context.Context, w worker) error { return w.Skip(id, note.(string)) }, toNext)
			})
		}}}
}

// place is where a phase is done by hand, short enough for one line.
func place(st judge.Phase) string {
	where := st.Steps[0].Where
	if len(where) == 0 {
		return "where to look and what to do"
	}
	return strings.Join(where[max(0, len(where)-2):], " ▸ ")
}

// stageKeys work on every page of the walk.
func phaseKeys() []key.Binding {
	return []key.Binding{keyRead, bind("← →", "step before, after", "left", "right")}
}

var keyRead = bind("r", "read again", "r")

// stageKey answers the keys of every page of the walk, and the end of reading
// again.
func phaseKey(d *deps, id string, msg tea.Msg) (tea.Cmd, bool) {
	switch m := msg.(type) {
	case observedMsg:
		if m.err != nil {
			return fail(m.err, start(observeJob(d, "Reading again"))), true
		}
		return notice("Read again at " + clockTime(d.now()) + "."), true
	case tea.KeyPressMsg:
		switch m.String() {
		case "left":
			return neighbour(d, id, -1), true
		case "right":
			return neighbour(d, id, 1), true
		case "r":
			if !d.session.SignedIn() {
				if !d.task.OfSteps() {
					return notice("Nobody is signed in, so nothing can be read.", keyBack), true
				}
				return notice("Nobody is signed in, so nothing can be read. Step 1 signs in.", keyGoTo), true
			}
			return start(observeJob(d, "Reading again")), true
		}
	}
	return nil, false
}

func neighbour(d *deps, id string, by int) tea.Cmd {
	phases := d.verdict().Phases
	for i, r := range phases {
		if r.Phase.ID == id && i+by >= 0 && i+by < len(phases) {
			return toPhase(phases[i+by].Phase.ID)
		}
	}
	return nil
}
