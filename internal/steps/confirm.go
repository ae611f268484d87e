package steps

import (
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
)

// The pages between a choice and a write: whose tenant it is, the plan, and a sign-in
// with more rights.
const (
	pageOwn     PageID = "01e"
	pagePlan    PageID = "W"
	PageCode    PageID = "01a" // the sign-in by a code
	PageBrowser PageID = "01b" // the sign-in in the browser

	PagePreflight PageID = "01f" // what is looked at before the first write
	PageLife      PageID = "23l" // how long the next secret lives
	PageProof     PageID = "28"
	PageHandOver  PageID = "29"
	PagePilot     PageID = "S1-S2"
	PageCalendar  PageID = "K" // reminders of the secret's end
)

var confirming = []node{
	{id: pageOwn, page: ownPage, ways: []way{
		{"yes", []PageID{Here}, func(*Walk, any, Event) Move { return stay(Run{confirmOwn}) }},
		{Done, []PageID{Below}, func(*Walk, any, Event) Move { return answer(true) }},
		{"no", []PageID{Below}, nothingWritten},
	}},
	{id: pagePlan, page: planPage, ways: []way{
		{"no", []PageID{Below}, nothingWritten},
		{"yes", append([]PageID{PageCode}, writePages...), agreed},
		{"requests", []PageID{Here}, flipRequests},
		{Back, []PageID{Here, Below}, backFromPlan},
	}},
}

// writePages are those on which a plan is written.
var writePages = []PageID{pageUndoWrite, pageConsentWrite, pageGroundWrite, pageRenewWrite,
	pageRemoveWrite}

// Errand is what a sign-in in the middle of something is for: why it is asked for, in
// one sentence, and what goes on by itself afterwards.
type Errand struct {
	Why  string
	Then Move
}

func nothingWritten(*Walk, any, Event) Move { return below(Notice{"Nothing was written."}) }

var confirmOwn = kept(func(w Worker) error { return w.ConfirmOwnTenant() })

// ownPage asks whether this is the partner's own tenant and not a customer's. Only a
// person knows, and the answer decides where everything is written.
func ownPage(st State, _ any) Page {
	p := Page{Heading: "Is this your own company?", Box: true, Blocks: []Block{
		companyFacts(st.Snapshot),
		para("Is this your own partner tenant? Partners often hold accounts in customers' tenants as " +
			"well. " + st.Task.ownMatters()),
	}}
	if sign := judge.CustomersSign(st.Snapshot); sign != "" {
		p.Blocks = append(p.Blocks, mark(SignLook, sign))
	}
	yes := Choice{ID: "yes", Title: "Yes, our own company", Key: "y", Word: true,
		Detail: "go on; what would change is shown next"}
	no := Choice{ID: "no", Title: "No, a customer's", Key: "n", Detail: "nothing is written here"}
	p.Choices = []Choice{yes, no}
	if judge.AskOwnTenant.Default(st.Snapshot) == judge.AnswerNo {
		p.Choices = []Choice{no, yes}
	}
	return p
}

// planned is a plan that waits for a yes, and the page that writes it.
type planned struct {
	plan     change.Plan
	then     PageID
	local    *writing
	requests bool
	alone    bool     // no agreement that was given beforehand answers it
	rights   []string // what is asked for with the plan's own, for what comes after it
}

// show asks about a plan; a yes writes it on the page then.
func show(plan change.Plan, then PageID, about any) Move {
	return open(pagePlan, &planned{plan: plan, then: then, local: &writing{plan: plan, about: about}})
}

func planPage(_ State, local any) Page {
	l := local.(*planned)
	p := Page{Heading: "This is what will change", Box: true, Grave: true,
		Alone:  l.alone || l.plan.Unattributed,
		Blocks: []Block{{Changes{Plan: l.plan, Requests: l.requests}}}}
	see := "See the request"
	if len(l.plan.Requests) > 1 {
		see = "See the requests"
	}
	if l.requests {
		p.Heading, see = "The requests, as they will be sent", "See the change"
	}
	p.Choices = []Choice{
		{ID: "no", Title: "No, go back", Key: "n", Detail: "nothing is written",
			Enter: "go back, nothing is written"},
		{ID: "yes", Title: l.plan.Yes(), Key: "y", Detail: "exactly this, and it is read back",
			Enter: "write it"},
		{ID: "requests", Title: see, Key: "r", Enter: "see it"},
	}
	return p
}

func flipRequests(_ *Walk, local any, _ Event) Move {
	l := local.(*planned)
	l.requests = !l.requests
	return stay()
}

// backFromPlan leads from the requests back to the change.
func backFromPlan(_ *Walk, local any, _ Event) Move {
	if l := local.(*planned); l.requests {
		l.requests = false
		return stay()
	}
	return below()
}

// agreed writes a plan that was confirmed. Where the session was not asked for with
// the rights to write it, a sign-in that is comes first, for what comes after it too,
// and then exactly this plan: if anything has changed meanwhile the engine refuses it.
func agreed(w *Walk, local any, _ Event) Move {
	l := local.(*planned)
	write := instead(l.then, l.local)
	if !w.known.SignedIn() || w.known.May(l.plan) {
		return write
	}
	why := "Your sign-in did not ask for the rights that this write needs: after this one, which does, " +
		"exactly what you just confirmed is written by itself."
	if !w.known.MayWrite() {
		why = "So far you signed in to read: after this sign-in, which asks for the rights to write, " +
			"exactly what you just confirmed is written by itself."
	}
	w.known.StepUp(append(l.plan.Scopes(), l.rights...))
	if w.known.May(l.plan) {
		return write
	}
	return instead(PageCode, &Errand{Why: why, Then: write})
}
