package steps

import (
	"errors"

	"ssowizard/internal/advice"
	"ssowizard/internal/judge"
)

// The questions that only a person can answer: a yes or a no, and what follows.
const (
	PageOwn       PageID = "01e"
	PageOpen      PageID = "V06"
	PageNear      PageID = "V07"
	PageUnclaimed PageID = "V09"
)

// asking is a page that puts one of the questions.
type asking struct {
	id      PageID
	about   judge.Question
	heading string
	blocks  func(State) []Block
	yes, no Choice
	ways    []way
}

func (q asking) node() node { return node{id: q.id, page: q.page, ways: q.ways} }

// page puts the answer first that Enter alone gives. Where that is a no, no agreement
// that was given beforehand says yes.
func (q asking) page(st State, _ any) Page {
	q.yes.ID, q.yes.Key, q.no.ID, q.no.Key = "yes", "y", "no", "n"
	p := Page{Heading: q.heading, Box: true, Asks: q.about, Blocks: q.blocks(st),
		Choices: []Choice{q.yes, q.no}}
	if q.about.Default(st.Snapshot) == judge.AnswerNo {
		p.Alone, p.Choices = true, []Choice{q.no, q.yes}
	}
	return p
}

func saying(text string) func(State) []Block {
	return func(State) []Block { return []Block{para(text)} }
}

var asked = []node{
	{id: PageOwn, page: ownPage, ways: []way{
		{"yes", []PageID{Here}, func(*Walk, any, Event) Move { return stay(Run{confirmOwn}) }},
		{Done, []PageID{Below, PagePlan, PagePreflight}, ownConfirmed},
		{"no", []PageID{Below, PageDomain}, notOwn},
	}},
	asking{id: PageNear, about: judge.AskReplaceNear, heading: "Nearly the same",
		blocks: saying("Entra holds addresses that are nearly those of the MTP portal: a capital letter or " +
			"a slash differs. Entra compares every character, so the MTP portal cannot use them. Something " +
			"else may."),
		yes: Choice{Title: "Replace them", Detail: "the right ones take their place; shown first"},
		no:  Choice{Title: "Keep them", Detail: "the right ones are added beside them; shown first"},
		ways: []way{
			{"yes", []PageID{Below}, func(*Walk, any, Event) Move { return answer(true) }},
			{"no", []PageID{Below}, func(*Walk, any, Event) Move { return answer(false) }},
		}}.node(),
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
	writer{id: pageDecidedWrite, onward: Choice{ID: GoOn, Title: "Go on"}, to: Home,
		back: "Back to this step", look: true}.node(),
}

const pageDecidedWrite PageID = "V06w"

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
	return open(PagePlan, &planned{plan: plan, then: pageDecidedWrite,
		local: &writing{plan: plan, phase: d.phase, again: d.plan}})
}
