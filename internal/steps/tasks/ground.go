package tasks

import (
	"context"
	"errors"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/plans"
)

// A practice tenant has nothing yet that could be renewed or taken back, because
// practice remembers nothing: everything is set up before, with the plan shown like
// any other.

var grounding = []steps.Node{
	{ID: steps.PageGround, Page: groundPage, Ways: []steps.Way{
		steps.On("everything", steps.To(steps.Here, steps.PageOwn), layGround),
		steps.On(steps.Returned, steps.To(steps.Here),
			func(w *steps.Walk, local any, e steps.Event) steps.Move {
				if _, again := e.Value.(plans.Again); again || e.Value == true {
					return layGround(w, local, e)
				}
				return steps.Stay()
			}),
		steps.On(steps.Done, steps.To(steps.PagePlan), showWhole),
		steps.Leads("leave", steps.Leave),
	}},
	plans.Writer{ID: steps.PageGroundWrite, Heading: "Practice is set up",
		Back:   "Go on with what was written",
		Onward: steps.Choice{ID: steps.GoOn, Title: "Go on"}, To: steps.Home,
		Outcome: func(steps.State, any) []steps.Block {
			return []steps.Block{{steps.Mark{Sign: steps.SignGood, Weight: steps.Strong,
				Text: "The simulated company is set up, as if it had been weeks ago. What you came for " +
					"begins now."}}}
		}}.Node(),
	{ID: steps.PageWhole, Page: wholePage, Ways: []steps.Way{
		steps.On("everything", steps.To(steps.Here, steps.PagePlan, steps.Next), planWhole),
	}},
	plans.Writer{ID: steps.PageWholeWrite, Heading: "Everything automatic", Back: "Back",
		Onward: steps.Choice{ID: steps.GoOn, Title: "Go on"}, To: steps.Next,
		Outcome: func(steps.State, any) []steps.Block { return nil }}.Node(),
}

func groundPage(st steps.State, _ any) steps.Page {
	what := "there is nothing that could be taken back"
	if st.Task.ID == steps.TaskRenew {
		what = "there is no secret that could be renewed"
	}
	return steps.Page{Heading: st.Task.Title + " · practice needs a setup first",
		Blocks: []steps.Block{steps.Paragraph("In practice nothing was set up before, so " + what +
			". The wizard sets " +
			"everything up first: the registration, " +
			"its 12 example addresses, the permission, the consent and a client secret. What it would " +
			"write is shown next. Nothing real is touched.")},
		Choices: []steps.Choice{
			{ID: "everything", Title: "Set everything up first", Key: "e",
				Detail: "on the simulated tenant; shown before it is written"},
			{ID: "leave", Title: "Leave", Detail: "nothing was changed"},
		}}
}

// layGround plans the whole setup as one change.
func layGround(w *steps.Walk, _ any, _ steps.Event) steps.Move {
	if !w.Known.Profile().Own {
		return steps.GoTo(steps.PageOwn, nil)
	}
	p, work := w.Practice, steps.Kept(nil)
	work.Do = func(ctx context.Context, k steps.Worker, _ func(change.Note)) (any, error) {
		if !k.Snapshot().Keychain.Known { // a task that writes no secret has not tried it
			_ = k.ProbeKeychain(ctx)
		}
		if len(k.Profile().Wanted.URIs) == 0 {
			if _, err := k.SetURIs(p.URIs); err != nil {
				return nil, err
			}
		}
		return nil, k.ChooseNew(p.Name)
	}
	return steps.Stay(steps.Run{Work: work})
}

func showWhole(w *steps.Walk, _ any, _ steps.Event) steps.Move {
	plan, err := w.Known.PlanWhole()
	if err != nil {
		return steps.Stay(steps.Fail{Err: err})
	}
	return plans.Show(plan, steps.PageGroundWrite, nil)
}

func wholePage(steps.State, any) steps.Page {
	return steps.Page{Heading: "Everything automatic, as one change",
		Choices: []steps.Choice{{ID: "everything", Title: "Show what it would write",
			Detail: "with before and after"}}}
}

func planWhole(w *steps.Walk, _ any, _ steps.Event) steps.Move {
	plan, err := w.Known.PlanWhole()
	switch {
	case errors.Is(err, advice.ErrNothingToDo):
		return steps.Move{To: steps.Next, Effects: []steps.Effect{steps.Notice{Text: "There is nothing to " +
			"write: everything automatic is in place."}}}
	case err != nil:
		return steps.Stay(steps.Fail{Err: err})
	}
	return plans.Show(plan, steps.PageWholeWrite, nil)
}
