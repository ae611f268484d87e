package plans

import (
	"fmt"
	"slices"
	"strconv"

	"ssowizard/internal/change"
	"ssowizard/internal/steps"
)

// The pages between a choice and a write: the plan, how long a secret is to live, and a
// sign-in with more rights.

var confirming = []steps.Node{
	{ID: steps.PagePlan, Page: planPage, Ways: []steps.Way{
		steps.On("no", steps.To(steps.Below), NothingWritten),
		steps.On("yes", append([]steps.PageID{steps.PageCode, steps.Below}, WritePages...), agreed),
		steps.On("requests", steps.To(steps.Here), flipRequests),
		steps.Leads("life", steps.PageLife),
		steps.On(steps.Back, steps.To(steps.Here, steps.Below), backFromPlan),
	}},
	{ID: steps.PageLife, Page: lifePage,
		Ways: append(lifeWays(), steps.On(steps.Done, steps.To(steps.Below), lifeKept))},
}

// WritePages are those on which a plan is written.
var WritePages = []steps.PageID{steps.PageUndoWrite, steps.PageConsentWrite, steps.PageGroundWrite,
	steps.PageRenewWrite,
	steps.PageRemoveWrite, steps.PageRepairWrite, steps.PageDecidedWrite, steps.PagePhaseWrite,
	steps.PageWholeWrite}

// NothingWritten goes back, and says so.
func NothingWritten(*steps.Walk, any, steps.Event) steps.Move {
	return steps.Close(steps.Notice{Text: "Nothing was written."})
}

// Planned is a plan that waits for a yes, and the page that writes it; "" where the page
// below does.
type Planned struct {
	Plan     change.Plan
	Then     steps.PageID
	Local    *Writing
	requests bool
	Alone    bool     // no agreement that was given beforehand answers it
	Rights   []string // what is asked for with the plan's own, for what comes after it
}

// Shown is what the page of a plan begins with where a yes is for the page below.
func Shown(plan change.Plan) any { return &Planned{Plan: plan} }

// Show asks about a plan; a yes writes it on the page then.
func Show(plan change.Plan, then steps.PageID, about any) steps.Move {
	return steps.GoTo(steps.PagePlan, &Planned{Plan: plan, Then: then,
		Local: &Writing{Plan: plan, about: about}})
}

func planPage(_ steps.State, local any) steps.Page {
	l := local.(*Planned)
	p := steps.Page{Heading: "This is what will change", Box: true, Grave: true,
		Alone:  l.Alone || l.Plan.Unattributed,
		Blocks: []steps.Block{{steps.Changes{Plan: l.Plan, Requests: l.requests}}}}
	see := "See the request"
	if len(l.Plan.Requests) > 1 {
		see = "See the requests"
	}
	if l.requests {
		p.Heading, see = "The requests, as they will be sent", "See the change"
	}
	p.Choices = []steps.Choice{
		{ID: "no", Title: "No, go back", Key: "n", Detail: "nothing is written",
			Enter: "go back, nothing is written"},
		{ID: "yes", Title: l.Plan.Yes(), Key: "y", Detail: "exactly this, and it is read back",
			Enter: "write it"},
		{ID: "requests", Title: see, Key: "r", Enter: "see it"},
	}
	if l.Plan.Months > 0 {
		now, _ := change.LifetimeWords(l.Plan.Months)
		p.Choices = append(p.Choices, steps.Choice{ID: "life", Title: "Another lifetime (now " + now + ")",
			Key: "m", Quiet: true})
	}
	return p
}

// lifePage asks how long the next secret is to live, with the reasons for a long life
// and for a short one. The cursor stands on what is chosen now.
func lifePage(st steps.State, _ any) steps.Page {
	p := steps.Page{Heading: "How long shall the secret live?", Box: true,
		Blocks: []steps.Block{steps.Paragraph(change.LifetimeReasons)},
		At:     max(slices.Index(change.Lifetimes(), st.Profile.Wanted.Months()), 0)}
	for i, n := range change.Lifetimes() {
		title, means := change.LifetimeWords(n)
		p.Choices = append(p.Choices, steps.Choice{ID: lifeOf(n), Title: title, Detail: means,
			Key: strconv.Itoa(i + 1)})
	}
	return p
}

func lifeOf(months int) steps.ChoiceID { return steps.ChoiceID(fmt.Sprintf("months-%d", months)) }

func lifeWays() []steps.Way {
	var out []steps.Way
	for _, n := range change.Lifetimes() {
		out = append(out, steps.On(lifeOf(n), steps.To(steps.Here),
			func(*steps.Walk, any, steps.Event) steps.Move {
				return steps.Stay(steps.Run{Work: steps.Kept(func(w steps.Worker) error {
					return w.SetSecretMonths(n)
				})})
			}))
	}
	return out
}

// lifeKept has the page below plan anew, if it shows a plan.
func lifeKept(w *steps.Walk, _ any, _ steps.Event) steps.Move {
	title, _ := change.LifetimeWords(w.Known.Profile().Wanted.Months())
	return steps.Answer(Again{}, steps.Notice{Text: "The next secret lives " + title +
		", unless a policy allows less."})
}

func flipRequests(_ *steps.Walk, local any, _ steps.Event) steps.Move {
	l := local.(*Planned)
	l.requests = !l.requests
	return steps.Stay()
}

// backFromPlan leads from the requests back to the change.
func backFromPlan(_ *steps.Walk, local any, _ steps.Event) steps.Move {
	if l := local.(*Planned); l.requests {
		l.requests = false
		return steps.Stay()
	}
	return steps.Close()
}

// agreed writes a plan that was confirmed. Where the session was not asked for with
// the rights to write it, a sign-in that is comes first, for what comes after it too,
// and then exactly this plan: if anything has changed meanwhile the engine refuses it.
func agreed(w *steps.Walk, local any, _ steps.Event) steps.Move {
	l := local.(*Planned)
	if l.Then == "" {
		return steps.Answer(true)
	}
	write := steps.Instead(l.Then, l.Local)
	m := WithRights(w, l.Plan, l.Rights, write, write)
	m.Replace = true
	return m
}

// WithRights goes on at once where the session was asked for with what a plan needs, and
// else after a sign-in that asks for these rights, and for those of what comes after it.
func WithRights(w *steps.Walk, plan change.Plan, more []string, after, now steps.Move) steps.Move {
	if !w.Known.SignedIn() || w.Known.May(plan) {
		return now
	}
	why := "Your sign-in did not ask for the rights that this write needs: after this one, which does, " +
		"exactly what you just confirmed is written by itself."
	if !w.Known.MayWrite() {
		why = "So far you signed in to read: after this sign-in, which asks for the rights to write, " +
			"exactly what you just confirmed is written by itself."
	}
	w.Known.StepUp(append(plan.Scopes(), more...))
	if w.Known.May(plan) {
		return now
	}
	return steps.GoTo(steps.PageCode, &steps.Errand{Why: why, Then: after})
}
