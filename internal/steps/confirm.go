package steps

import (
	"fmt"
	"slices"
	"strconv"

	"ssowizard/internal/change"
)

// The pages between a choice and a write: the plan, how long a secret is to live, and a
// sign-in with more rights.

var confirming = []node{
	{id: PagePlan, page: planPage, ways: []way{
		{"no", []PageID{Below}, nothingWritten},
		{"yes", append([]PageID{PageCode, Below}, writePages...), agreed},
		{"requests", []PageID{Here}, flipRequests},
		to("life", PageLife),
		{Back, []PageID{Here, Below}, backFromPlan},
	}},
	{id: PageLife, page: lifePage, ways: append(lifeWays(), way{Done, []PageID{Below}, lifeKept})},
}

// writePages are those on which a plan is written.
var writePages = []PageID{PageUndoWrite, PageConsentWrite, PageGroundWrite, PageRenewWrite,
	PageRemoveWrite, PageRepairWrite, PageDecidedWrite, PagePhaseWrite}

func nothingWritten(*Walk, any, Event) Move { return below(Notice{"Nothing was written."}) }

// planned is a plan that waits for a yes, and the page that writes it; "" where the page
// below does.
type planned struct {
	plan     change.Plan
	then     PageID
	local    *writing
	requests bool
	alone    bool     // no agreement that was given beforehand answers it
	rights   []string // what is asked for with the plan's own, for what comes after it
}

// Shown is what the page of a plan begins with where a yes is for the page below.
func Shown(plan change.Plan) any { return &planned{plan: plan} }

// show asks about a plan; a yes writes it on the page then.
func show(plan change.Plan, then PageID, about any) Move {
	return open(PagePlan, &planned{plan: plan, then: then, local: &writing{plan: plan, about: about}})
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
	if l.plan.Months > 0 {
		now, _ := change.LifetimeWords(l.plan.Months)
		p.Choices = append(p.Choices, Choice{ID: "life", Title: "Another lifetime (now " + now + ")",
			Key: "m", Quiet: true})
	}
	return p
}

// lifePage asks how long the next secret is to live, with the reasons for a long life
// and for a short one. The cursor stands on what is chosen now.
func lifePage(st State, _ any) Page {
	p := Page{Heading: "How long shall the secret live?", Box: true,
		Blocks: []Block{para(change.LifetimeReasons)},
		At:     max(slices.Index(change.Lifetimes(), st.Profile.Wanted.Months()), 0)}
	for i, n := range change.Lifetimes() {
		title, means := change.LifetimeWords(n)
		p.Choices = append(p.Choices, Choice{ID: lifeOf(n), Title: title, Detail: means,
			Key: strconv.Itoa(i + 1)})
	}
	return p
}

func lifeOf(months int) ChoiceID { return ChoiceID(fmt.Sprintf("months-%d", months)) }

func lifeWays() []way {
	var out []way
	for _, n := range change.Lifetimes() {
		out = append(out, way{lifeOf(n), []PageID{Here}, func(*Walk, any, Event) Move {
			return stay(Run{kept(func(w Worker) error { return w.SetSecretMonths(n) })})
		}})
	}
	return out
}

// lifeKept has the page below plan anew, if it shows a plan.
func lifeKept(w *Walk, _ any, _ Event) Move {
	title, _ := change.LifetimeWords(w.known.Profile().Wanted.Months())
	return answer(planAgain{}, Notice{"The next secret lives " + title + ", unless a policy allows less."})
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
	if l.then == "" {
		return answer(true)
	}
	write := instead(l.then, l.local)
	m := withRights(w, l.plan, l.rights, write, write)
	m.Replace = true
	return m
}

// withRights goes on at once where the session was asked for with what a plan needs, and
// else after a sign-in that asks for these rights, and for those of what comes after it.
func withRights(w *Walk, plan change.Plan, more []string, after, now Move) Move {
	if !w.known.SignedIn() || w.known.May(plan) {
		return now
	}
	why := "Your sign-in did not ask for the rights that this write needs: after this one, which does, " +
		"exactly what you just confirmed is written by itself."
	if !w.known.MayWrite() {
		why = "So far you signed in to read: after this sign-in, which asks for the rights to write, " +
			"exactly what you just confirmed is written by itself."
	}
	w.known.StepUp(append(plan.Scopes(), more...))
	if w.known.May(plan) {
		return now
	}
	return open(PageCode, &Errand{Why: why, Then: after})
}
