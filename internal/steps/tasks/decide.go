package tasks

import (
	"errors"

	"ssowizard/internal/advice"
	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
	"ssowizard/internal/steps/plans"
)

// What a check asks about one repair by itself, because only a person can know.
var deciding = []steps.Node{
	plans.Question{ID: steps.PageOpen, About: judge.AskOpenToAll, Heading: "Who may sign in?",
		Blocks: plans.Saying("Entra asks for an assignment: whoever is not assigned to this application is " +
			"refused, also if the MTP portal lets them in. Somebody may have chosen that on purpose."),
		Yes: steps.Choice{Title: "Everybody in the company", Detail: "one write, shown first"},
		No:  steps.Choice{Title: "Assigned people only", Detail: "as it is; you assign them in Entra"},
		Ways: decision{phase: "3-8", set: steps.Known.SetOpenToAll,
			kept: "Left as it is. People are assigned in Entra, under \"Enterprise applications\"."}.ways(),
	}.Node(),
	plans.Question{ID: steps.PageUnclaimed, About: judge.AskDropUnclaimed,
		Heading: "Does anybody use this secret?",
		Blocks:  plans.Saying(judge.AskDropUnclaimed.Why()),
		Yes:     steps.Choice{Title: "Nobody uses it: remove it", Detail: "one write, shown first"},
		No:      steps.Choice{Title: "Keep it", Detail: "somebody may use it"},
		Ways: decision{phase: judge.SecretPhase, set: steps.Known.SetDropUnclaimed,
			kept: "Kept. The next check names it again."}.ways(),
	}.Node(),
	plans.Writer{ID: steps.PageDecidedWrite, Onward: steps.Choice{ID: steps.GoOn, Title: "Go on"},
		To:   steps.Home,
		Back: "Back to this step", Look: true}.Node(),
}

// decision is a repair that a person decides about, apart from all others: a yes plans
// it, and a no leaves everything as it is.
type decision struct {
	phase string
	set   func(steps.Known, bool)
	kept  string
}

func (d decision) ways() []steps.Way {
	return []steps.Way{
		steps.On("yes", steps.To(steps.PageOwn, steps.PagePlan, steps.Below),
			func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
				if !w.Known.Profile().Own {
					return steps.GoTo(steps.PageOwn, &arrival.OwnAsked{Then: d.plan})
				}
				return d.plan(w)
			}),
		steps.On("no", steps.To(steps.Below), func(*steps.Walk, any, steps.Event) steps.Move {
			return steps.Close(steps.Notice{Text: d.kept})
		}),
	}
}

// plan holds the decision for this plan alone: no later one may follow from it unasked.
func (d decision) plan(w *steps.Walk) steps.Move {
	d.set(w.Known, true)
	defer d.set(w.Known, false)
	plan, err := w.Known.Plan(d.phase)
	switch {
	case errors.Is(err, advice.ErrNothingToDo):
		return steps.Close(steps.Notice{Text: "There is nothing to do: it already holds."})
	case err != nil:
		return steps.Close(steps.Fail{Err: err})
	}
	return steps.GoTo(steps.PagePlan, &plans.Planned{Plan: plan, Then: steps.PageDecidedWrite,
		Local: &plans.Writing{Plan: plan, Phase: d.phase, Again: d.plan}})
}
