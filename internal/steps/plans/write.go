package plans

import (
	"cmp"
	"context"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
)

// Writing is a plan that was confirmed, on its way and after it.
type Writing struct {
	Plan  change.Plan
	about any // what the page says of it once it is done
	// phase is what it is done for, where the page says then how that stands; "" for none.
	Phase   string
	Heading string                       // in place of the page's own
	Next    string                       // what "Go on" leads to, likewise
	Again   func(*steps.Walk) steps.Move // plans anew; nil: the page below does
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

// Writer is a page that writes a plan and reads it back.
type Writer struct {
	ID      steps.PageID
	Heading string
	Onward  steps.Choice // after it is done
	To      steps.PageID // where that leads; "" is Below
	Back    string       // after something went wrong
	Look    bool         // the page of its phase is one choice more, and the way back
	Outcome func(st steps.State, about any) []steps.Block
}

// Node makes the page: it begins to write as soon as it is in view.
func (k Writer) Node() steps.Node {
	if k.To == "" {
		k.To = steps.Below
	}
	return steps.Node{ID: k.ID, Page: k.page, Enter: writeNow, Ways: []steps.Way{
		steps.On(steps.Done, steps.To(steps.Here, steps.Below, steps.PagePlan), written),
		steps.On(steps.Failed, steps.To(steps.Here), written),
		steps.Leads(steps.GoOn, k.To),
		steps.Leads("back", steps.Below),
		steps.On("look", steps.To(steps.PagePhase), func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
			return steps.GoTo(steps.PagePhase, local.(*Writing).Phase)
		}),
		steps.On("reread", steps.To(steps.Here), func(*steps.Walk, any, steps.Event) steps.Move {
			return steps.Stay(steps.Run{Work: steps.ReadAgain})
		}),
		steps.On("code", steps.To(steps.PageCode), steps.Resume(steps.PageCode)),
		steps.On("browser", steps.To(steps.PageBrowser), steps.Resume(steps.PageBrowser)),
	}}
}

// writeNow hands the plan in as it was shown.
func writeNow(_ *steps.Walk, local any) steps.Move {
	l := local.(*Writing)
	l.done, l.err, l.notes = false, nil, nil
	return steps.Stay(steps.Run{Work: steps.Work{What: "Writing to Entra", Usual: 30 * time.Second,
		Writes: true,
		Do: func(ctx context.Context, w steps.Worker, say func(change.Note)) (any, error) {
			began := time.Now()
			var kept []change.Note
			_, err := w.Apply(ctx, l.Plan, func(n change.Note) {
				kept = append(kept, n)
				say(n)
			})
			return applied{kept, time.Since(began)}, err
		}}})
}

// written takes the end of the write in; what was read again after a failure is
// planned anew by the page below.
func written(w *steps.Walk, local any, e steps.Event) steps.Move {
	l := local.(*Writing)
	a, wrote := e.Result.(applied)
	switch {
	case wrote:
		l.done, l.err, l.notes, l.took = true, e.Err, a.notes, a.took
		return steps.Stay()
	case e.Err != nil:
		return steps.Stay(steps.Fail{Err: e.Err, Again: "reread"})
	case l.Again != nil:
		m := l.Again(w)
		m.Replace = m.To == steps.PagePlan
		return m
	}
	return steps.Answer(Again{})
}

// Again is brought back to the page below where a plan was refused: what is there
// was read again.
type Again struct{}

func (k Writer) page(st steps.State, local any) steps.Page {
	l := local.(*Writing)
	heading := cmp.Or(l.Heading, k.Heading)
	if phase, some := judge.PhaseByID(l.Phase); some && heading == "" {
		heading = phase.Heading()
	}
	p := steps.Page{Heading: heading + " · writing", Phase: l.Phase}
	if k.ID == steps.PagePhaseWrite {
		phase, _ := judge.PhaseByID(l.Phase)
		p.Code = phase.Screen() + "w"
	}
	progress := steps.Block{steps.Progress{Title: l.Plan.Title, Notes: l.notes}}
	switch {
	case l.err != nil:
		p.Heading = heading + " · stopped"
		a := advice.Advise(l.err)
		p.Blocks, p.Choices = []steps.Block{progress, {steps.Advice{Advice: a}}}, k.afterFailure(st, a)
	case !l.done:
		p.Blocks = []steps.Block{{steps.Para{Weight: steps.Strong, Text: l.Plan.Title}}, progress}
	default:
		p.Heading = heading + " · written and read back"
		p.Blocks, p.Choices = append([]steps.Block{progress}, k.came(st, l)...), k.onwards(st, l)
	}
	return p
}

// came is what came of it: in the page's own words, or how its phase stands now.
func (k Writer) came(st steps.State, l *Writing) []steps.Block {
	if k.Outcome != nil {
		return k.Outcome(st, l.about)
	}
	r := st.Verdict.Phase(l.Phase)
	out := []steps.Block{{steps.Standing{Report: r, Took: l.took}}, nil}
	for _, f := range r.Findings() {
		out[1] = append(out[1], steps.Finding{Finding: f})
	}
	return out
}

func (k Writer) onwards(st steps.State, l *Writing) []steps.Choice {
	onward := k.Onward
	onward.Detail = cmp.Or(l.Next, onward.Detail)
	if onward.Detail == "" && (k.To == steps.Next || st.Task != nil) {
		onward.Detail = steps.Onwards(st, l.Phase)
	}
	if !k.Look {
		return []steps.Choice{onward}
	}
	return []steps.Choice{onward, {ID: "look", Title: "Look at this step", Detail: "what it holds now"}}
}

func (k Writer) afterFailure(st steps.State, a advice.Advice) []steps.Choice {
	back := steps.Choice{ID: "back", Title: k.Back}
	if k.Look {
		back.ID = "look"
	}
	if a.SignInAgain { // nothing can be read before that
		return append(steps.SignInAgain(st), back)
	}
	return []steps.Choice{{ID: "reread", Title: "Read again and show the plan", Key: "r",
		Detail: "what was written is not written twice"}, back}
}
