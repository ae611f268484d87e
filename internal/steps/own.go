package steps

import "ssowizard/internal/judge"

// askOwn asks whether this is the partner's own tenant and not a customer's. Only a
// person knows, and the answer decides where everything is written.
var askOwn = asking{about: judge.AskOwnTenant, heading: "Is this your own company?", blocks: ownBlocks,
	yes: Choice{Title: "Yes, our own company", Word: true, Detail: "go on; what would change is shown next"},
	no:  Choice{Title: "No, a customer's", Detail: "nothing is written here"}}

var owning = []node{
	{id: PageOwn, page: ownPage, ways: []way{
		{"yes", []PageID{Here}, func(*Walk, any, Event) Move { return stay(Run{confirmOwn}) }},
		{Done, []PageID{Below, PagePlan, PagePreflight}, ownConfirmed},
		{"no", []PageID{Below, PageDomain}, notOwn},
	}},
}

// OwnStep is what the page begins with as a step of the setup; else it is a question in
// the middle of something.
type OwnStep struct{}

// ownAsked is what goes on once the tenant is known to be the company's own; nil where
// the page below does.
type ownAsked struct{ then func(*Walk) Move }

func ownPage(st State, local any) Page {
	q := askOwn
	if _, step := local.(OwnStep); !step {
		return q.page(st, nil)
	}
	one := st.Task.stepOne("is this your own company?")
	q.yes.Detail, q.no.Detail = "sign-in is set up here", "sign out and name another company"
	p := q.page(st, nil)
	p.Box, p.Phase, p.Heading = false, one.Phase, one.Heading
	return p
}

var confirmOwn = kept(func(w Worker) error { return w.ConfirmOwnTenant() })

func ownConfirmed(w *Walk, local any, _ Event) Move {
	switch l := local.(type) {
	case OwnStep:
		return instead(PagePreflight, nil)
	case *ownAsked:
		return l.then(w)
	}
	return answer(true)
}

// notOwn begins the setup anew with another company; elsewhere nothing is written.
func notOwn(w *Walk, local any, e Event) Move {
	if _, step := local.(OwnStep); step {
		w.known.SignOut()
		return Move{To: PageDomain}
	}
	return nothingWritten(w, local, e)
}

func ownBlocks(st State) []Block {
	out := []Block{
		companyFacts(st.Snapshot),
		para("Is this your own partner tenant? Partners often hold accounts in customers' tenants as " +
			"well. " + ownMatters(st.Task)),
	}
	if sign := judge.CustomersSign(st.Snapshot); sign != "" {
		out = append(out, mark(SignLook, sign))
	}
	return out
}
