package arrival

import (
	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/plans"
)

// askOwn asks whether this is the partner's own tenant and not a customer's. Only a
// person knows, and the answer decides where everything is written.
var askOwn = plans.Question{About: judge.AskOwnTenant, Heading: "Is this your own company?",
	Blocks: ownBlocks,
	Yes: steps.Choice{Title: "Yes, our own company", Word: true,
		Detail: "go on; what would change is shown next"},
	No: steps.Choice{Title: "No, a customer's", Detail: "nothing is written here"}}

var owning = []steps.Node{
	{ID: steps.PageOwn, Page: ownPage, Ways: []steps.Way{
		steps.On("yes", steps.To(steps.Here), func(*steps.Walk, any, steps.Event) steps.Move {
			return steps.Stay(steps.Run{Work: confirmOwn})
		}),
		steps.On(steps.Done, steps.To(steps.Below, steps.PagePlan, steps.PagePreflight), ownConfirmed),
		steps.On("no", steps.To(steps.Below, steps.PageDomain), notOwn),
	}},
}

// OwnStep is what the page begins with as a step of the setup; else it is a question in
// the middle of something.
type OwnStep struct{}

// OwnAsked is what goes on once the tenant is known to be the company's own; nil where
// the page below does.
type OwnAsked struct{ Then func(*steps.Walk) steps.Move }

func ownPage(st steps.State, local any) steps.Page {
	q := askOwn
	if _, step := local.(OwnStep); !step {
		return q.Page(st, nil)
	}
	one := st.Task.StepOne("is this your own company?")
	q.Yes.Detail, q.No.Detail = "sign-in is set up here", "sign out and name another company"
	p := q.Page(st, nil)
	p.Box, p.Phase, p.Heading = false, one.Phase, one.Heading
	return p
}

var confirmOwn = steps.Kept(func(w steps.Worker) error { return w.ConfirmOwnTenant() })

func ownConfirmed(w *steps.Walk, local any, _ steps.Event) steps.Move {
	switch l := local.(type) {
	case OwnStep:
		return steps.Instead(steps.PagePreflight, nil)
	case *OwnAsked:
		return l.Then(w)
	}
	return steps.Answer(true)
}

// notOwn begins the setup anew with another company; elsewhere nothing is written.
func notOwn(w *steps.Walk, local any, e steps.Event) steps.Move {
	if _, step := local.(OwnStep); step {
		w.Known.SignOut()
		return steps.Move{To: steps.PageDomain}
	}
	return plans.NothingWritten(w, local, e)
}

func ownBlocks(st steps.State) []steps.Block {
	out := []steps.Block{
		companyFacts(st.Snapshot),
		steps.Paragraph("Is this your own partner tenant? Partners often hold accounts in customers' " +
			"tenants as well. " + ownMatters(st.Task)),
	}
	if sign := judge.CustomersSign(st.Snapshot); sign != "" {
		out = append(out, steps.Marked(steps.SignLook, sign))
	}
	return out
}
