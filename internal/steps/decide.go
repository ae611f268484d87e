package steps

import (
	"errors"

	"ssowizard/internal/advice"
	"ssowizard/internal/judge"
)

// What a check asks about one repair by itself, because only a person can know.
var deciding = []node{
	asking{id: PageOpen, about: judge.AskOpenToAll, heading: "Who may sign in?",
		blocks: saying("Entra asks for an assignment: whoever is not assigned to this application is " +
			"refused, also if the MTP portal lets them in. Somebody may have chosen that on purpose."),
		yes: Choice{Title: "Everybody in the company", Detail: "one write, shown first"},
		no:  Choice{Title: "Assigned people only", Detail: "as it is; you assign them in Entra"},
		ways: decision{phase: "3-8", set: Known.SetOpenToAll,
			kept: "Left as it is. People are assigned in Entra, under \"Enterprise applications\"."}.ways(),
	}.node(),
	asking{id: PageUnclaimed, about: judge.AskDropUnclaimed, heading: "Does anybody use this secret?",
		blocks: saying(judge.AskDropUnclaimed.Why()),
		yes:    Choice{Title: "Nobody uses it: remove it", Detail: "one write, shown first"},
		no:     Choice{Title: "Keep it", Detail: "somebody may use it"},
		ways: decision{phase: judge.SecretPhase, set: Known.SetDropUnclaimed,
			kept: "Kept. The next check names it again."}.ways(),
	}.node(),
	writer{id: PageDecidedWrite, onward: Choice{ID: GoOn, Title: "Go on"}, to: Home,
		back: "Back to this step", look: true}.node(),
}

// decision is a repair that a person decides about, apart from all others: a yes plans
// it, and a no leaves everything as it is.
type decision struct {
	phase string
	set   func(Known, bool)
	kept  string
}

func (d decision) ways() []way {
	return []way{
		{"yes", []PageID{PageOwn, PagePlan, Below}, func(w *Walk, _ any, _ Event) Move {
			if !w.known.Profile().Own {
				return open(PageOwn, &ownAsked{then: d.plan})
			}
			return d.plan(w)
		}},
		{"no", []PageID{Below}, func(*Walk, any, Event) Move { return below(Notice{d.kept}) }},
	}
}

// plan holds the decision for this plan alone: no later one may follow from it unasked.
func (d decision) plan(w *Walk) Move {
	d.set(w.known, true)
	defer d.set(w.known, false)
	plan, err := w.known.Plan(d.phase)
	switch {
	case errors.Is(err, advice.ErrNothingToDo):
		return below(Notice{"There is nothing to do: it already holds."})
	case err != nil:
		return below(Fail{Err: err})
	}
	return open(PagePlan, &planned{plan: plan, then: PageDecidedWrite,
		local: &writing{plan: plan, phase: d.phase, again: d.plan}})
}
