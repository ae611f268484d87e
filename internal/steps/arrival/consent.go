package arrival

import (
	"context"
	"errors"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/plans"
	"ssowizard/internal/undo"
)

// What the sign-ins of a run left in the tenant, and taking it back after showing it.
// What the tokens show is told at once; Entra is asked only by a sign-in that may take
// it back.

var consenting = []steps.Node{
	{ID: steps.PageConsent, Fresh: func() any { return &consentLocal{} }, Page: consentPage,
		Enter: readConsent, Ways: []steps.Way{
			steps.On(steps.Done, steps.To(steps.Here), consentRead),
			steps.On(steps.Failed, steps.To(steps.Here), consentRead),
			steps.On(steps.Returned, steps.To(steps.Here),
				func(w *steps.Walk, local any, _ steps.Event) steps.Move {
					return readConsent(w,
						local)
				}),
			steps.Leads("leave", steps.Below),
			steps.On("take-back", steps.To(steps.PagePlan), takeConsentBack),
			steps.On("step-up", steps.To(steps.PageCode), stepUpForConsent),
		}},
	plans.Writer{ID: steps.PageConsentWrite, Heading: "Take back what signing in left", Back: "Back",
		Onward: steps.Choice{ID: steps.GoOn, Title: "Go on", Detail: "back to where you came from"},
		Outcome: func(steps.State, any) []steps.Block {
			return []steps.Block{steps.Marked(steps.SignGood,
				"It is gone. The next sign-in asks for it again.")}
		}}.Node(),
}

// consentLocal is what was read; nil while it is being read.
type consentLocal struct {
	left *engine.ConsentLeft
	err  error
	plan change.Plan
	may  choicesForConsent
}

// choicesForConsent are what can be done about it, decided when it was read.
type choicesForConsent struct{ stepUp, takeBack, kept bool }

// ConsentChoice leads there, where something is left.
func ConsentChoice(st steps.State) []steps.Choice {
	if !st.SignedIn || !st.Consent.Any() {
		return nil
	}
	return []steps.Choice{{ID: "consent", Title: "Consent that signing in left",
		Detail: "see it, take it back", Key: "c", Quiet: true}}
}

// readConsent reads it, where this sign-in may take it back.
func readConsent(w *steps.Walk, local any) steps.Move {
	l := local.(*consentLocal)
	if told := w.Known.ConsentSeen(); !w.Known.MayTakeConsentBack() || !told.Any() {
		l.left = &told
		l.decide(w)
		return steps.Stay()
	}
	*l = consentLocal{}
	return steps.Stay(steps.Run{Work: steps.Work{What: "Reading what signing in left", Usual: 3 * time.Second,
		Do: func(ctx context.Context, k steps.Worker, _ func(change.Note)) (any, error) {
			return k.ConsentLeft(ctx)
		}}})
}

func consentRead(w *steps.Walk, local any, e steps.Event) steps.Move {
	l := local.(*consentLocal)
	left, _ := e.Result.(engine.ConsentLeft)
	l.left, l.err = &left, e.Err
	l.decide(w)
	return steps.Stay()
}

func (l *consentLocal) decide(w *steps.Walk) {
	l.may = choicesForConsent{}
	switch {
	case l.err != nil || !w.Known.MayOfferConsent():
	case !l.left.Read:
		l.may.stepUp = true
	default:
		var err error
		l.plan, err = w.Known.PlanConsentBack(*l.left)
		l.may.kept = errors.Is(err, advice.ErrNothingToDo)
		l.may.takeBack = err == nil && w.Known.May(l.plan)
	}
}

func consentPage(_ steps.State, local any) steps.Page {
	l := local.(*consentLocal)
	p := steps.Page{Heading: "What signing in left"}
	leave := steps.Choice{ID: "leave", Title: "Leave it",
		Detail: "back; it stays until somebody takes it back"}
	if l.left == nil {
		p.Blocks, p.Choices = []steps.Block{steps.Paragraph("Reading it.")}, []steps.Choice{leave}
		return p
	}
	for _, words := range l.left.Words() {
		p.Blocks = append(p.Blocks, steps.Paragraph(words))
	}
	if p.End = len(p.Blocks) == 0; p.End {
		p.Blocks = append(p.Blocks, steps.Marked(steps.SignGood, "Nothing of this run."))
	}
	if l.err != nil {
		p.Blocks = append(p.Blocks, steps.Marked(steps.SignUnsure,
			"It could not be read in Entra: "+advice.Advise(l.err).Means))
	}
	if l.may.kept {
		leave.Detail = "back; it may have been there before, and others may use it"
	}
	p.Choices = []steps.Choice{leave}
	switch {
	case l.may.stepUp:
		p.Choices = append(p.Choices, steps.Choice{ID: "step-up", Title: "Take it back", Key: "t",
			Detail: "after one more sign-in; shown before it is written"})
	case l.may.takeBack:
		p.Choices = append(p.Choices, steps.Choice{ID: "take-back", Title: "Take it back", Key: "t",
			Detail: "shown before it is written"})
	}
	return p
}

func takeConsentBack(_ *steps.Walk, local any, _ steps.Event) steps.Move {
	return plans.Show(local.(*consentLocal).plan, steps.PageConsentWrite, nil)
}

// stepUpForConsent signs in with the right to take consent back, and comes back here.
func stepUpForConsent(w *steps.Walk, _ any, _ steps.Event) steps.Move {
	w.Known.StepUp(undo.ScopesForConsent())
	return steps.GoTo(steps.PageCode, &steps.Errand{Then: steps.Close(),
		Why: "So far you may not take consent back: this sign-in asks for that right, which goes with " +
			"the rest."})
}
