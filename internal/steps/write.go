package steps

import (
	"cmp"
	"context"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
)

// writing is a plan that was confirmed, on its way and after it.
type writing struct {
	plan  change.Plan
	about any // what the page says of it once it is done
	// phase is what it is done for, where the page says then how that stands; "" for none.
	phase   string
	heading string           // in place of the page's own
	next    string           // what "Go on" leads to, likewise
	again   func(*Walk) Move // plans anew; nil: the page below does
	done    bool
	err     error
	notes   []change.Note
	took    time.Duration
}

// applied is how a write ended.
type applied struct {
	notes []change.Note
	took  time.Duration
}

// writer is a page that writes a plan and reads it back.
type writer struct {
	id      PageID
	heading string
	onward  Choice // after it is done
	to      PageID // where that leads; "" is Below
	back    string // after something went wrong
	look    bool   // the page of its phase is one choice more, and the way back
	outcome func(st State, about any) []Block
}

// node makes the page: it begins to write as soon as it is in view.
func (k writer) node() node {
	if k.to == "" {
		k.to = Below
	}
	return node{id: k.id, page: k.page, enter: writeNow, ways: []way{
		{Done, []PageID{Here, Below, PagePlan}, written},
		{Failed, []PageID{Here}, written},
		to(GoOn, k.to),
		to("back", Below),
		{"look", []PageID{PagePhase}, func(_ *Walk, local any, _ Event) Move {
			return open(PagePhase, local.(*writing).phase)
		}},
		{"reread", []PageID{Here}, func(*Walk, any, Event) Move { return stay(Run{readAgain}) }},
		{"code", []PageID{PageCode}, anew(PageCode)},
		{"browser", []PageID{PageBrowser}, anew(PageBrowser)},
	}}
}

// writeNow hands the plan in as it was shown.
func writeNow(_ *Walk, local any) Move {
	l := local.(*writing)
	l.done, l.err, l.notes = false, nil, nil
	return stay(Run{Work{What: "Writing to Entra", Usual: 30 * time.Second, Writes: true,
		Do: func(ctx context.Context, w Worker, say func(change.Note)) (any, error) {
			began := time.Now()
			var kept []change.Note
			_, err := w.Apply(ctx, l.plan, func(n change.Note) {
				kept = append(kept, n)
				say(n)
			})
			return applied{kept, time.Since(began)}, err
		}}})
}

// written takes the end of the write in; what was read again after a failure is
// planned anew by the page below.
func written(w *Walk, local any, e Event) Move {
	l := local.(*writing)
	a, wrote := e.Result.(applied)
	switch {
	case wrote:
		l.done, l.err, l.notes, l.took = true, e.Err, a.notes, a.took
		return stay()
	case e.Err != nil:
		return stay(Fail{Err: e.Err, Again: "reread"})
	case l.again != nil:
		m := l.again(w)
		m.Replace = m.To == PagePlan
		return m
	}
	return answer(planAgain{})
}

// planAgain is brought back to the page below where a plan was refused: what is there
// was read again.
type planAgain struct{}

func (k writer) page(st State, local any) Page {
	l := local.(*writing)
	heading := cmp.Or(l.heading, k.heading)
	if phase, some := judge.PhaseByID(l.phase); some && heading == "" {
		heading = phase.Heading()
	}
	p := Page{Heading: heading + " · writing", Phase: l.phase}
	if k.id == PagePhaseWrite {
		phase, _ := judge.PhaseByID(l.phase)
		p.Code = phase.Screen() + "w"
	}
	progress := Block{Progress{Title: l.plan.Title, Notes: l.notes}}
	switch {
	case l.err != nil:
		p.Heading = heading + " · stopped"
		a := advice.Advise(l.err)
		p.Blocks, p.Choices = []Block{progress, {Advice{a}}}, k.afterFailure(st, a)
	case !l.done:
		p.Blocks = []Block{{Para{Weight: Strong, Text: l.plan.Title}}, progress}
	default:
		p.Heading = heading + " · written and read back"
		p.Blocks, p.Choices = append([]Block{progress}, k.came(st, l)...), k.onwards(st, l)
	}
	return p
}

// came is what came of it: in the page's own words, or how its phase stands now.
func (k writer) came(st State, l *writing) []Block {
	if k.outcome != nil {
		return k.outcome(st, l.about)
	}
	r := st.Verdict.Phase(l.phase)
	out := []Block{{Standing{Report: r, Took: l.took}}, nil}
	for _, f := range r.Findings() {
		out[1] = append(out[1], Finding{f})
	}
	return out
}

func (k writer) onwards(st State, l *writing) []Choice {
	onward := k.onward
	onward.Detail = cmp.Or(l.next, onward.Detail)
	if onward.Detail == "" && (k.to == Next || st.Task != nil) {
		onward.Detail = onwards(st, l.phase)
	}
	if !k.look {
		return []Choice{onward}
	}
	return []Choice{onward, {ID: "look", Title: "Look at this step", Detail: "what it holds now"}}
}

func (k writer) afterFailure(st State, a advice.Advice) []Choice {
	back := Choice{ID: "back", Title: k.back}
	if k.look {
		back.ID = "look"
	}
	if a.SignInAgain { // nothing can be read before that
		return append(signInAgain(st), back)
	}
	return []Choice{{ID: "reread", Title: "Read again and show the plan", Key: "r",
		Detail: "what was written is not written twice"}, back}
}
