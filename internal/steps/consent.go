package steps

import (
	"context"
	"errors"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/undo"
)

// What the sign-ins of a run left in the tenant, and taking it back after showing it.
// What the tokens show is told at once; Entra is asked only by a sign-in that may take
// it back.

var consenting = []node{
	{id: PageConsent, fresh: func() any { return &consentLocal{} }, page: consentPage,
		enter: readConsent, ways: []way{
			{Done, []PageID{Here}, consentRead},
			{Failed, []PageID{Here}, consentRead},
			{Returned, []PageID{Here}, func(w *Walk, local any, _ Event) Move {
				return readConsent(w,
					local)
			}},
			to("leave", Below),
			{"take-back", []PageID{PagePlan}, takeConsentBack},
			{"step-up", []PageID{PageCode}, stepUpForConsent},
		}},
	writer{id: PageConsentWrite, heading: "Take back what signing in left", back: "Back",
		onward: Choice{ID: GoOn, Title: "Go on", Detail: "back to where you came from"},
		outcome: func(State, any) []Block {
			return []Block{mark(SignGood, "It is gone. The next sign-in asks for it again.")}
		}}.node(),
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

// consentChoice leads there, where something is left.
func consentChoice(st State) []Choice {
	if !st.SignedIn || !st.Consent.Any() {
		return nil
	}
	return []Choice{{ID: "consent", Title: "Consent that signing in left",
		Detail: "see it, take it back", Key: "c", Quiet: true}}
}

// readConsent reads it, where this sign-in may take it back.
func readConsent(w *Walk, local any) Move {
	l := local.(*consentLocal)
	if told := w.known.ConsentSeen(); !w.known.MayTakeConsentBack() || !told.Any() {
		l.left = &told
		l.decide(w)
		return stay()
	}
	*l = consentLocal{}
	return stay(Run{Work{What: "Reading what signing in left", Usual: 3 * time.Second,
		Do: func(ctx context.Context, k Worker, _ func(change.Note)) (any, error) {
			return k.ConsentLeft(ctx)
		}}})
}

func consentRead(w *Walk, local any, e Event) Move {
	l := local.(*consentLocal)
	left, _ := e.Result.(engine.ConsentLeft)
	l.left, l.err = &left, e.Err
	l.decide(w)
	return stay()
}

func (l *consentLocal) decide(w *Walk) {
	l.may = choicesForConsent{}
	switch {
	case l.err != nil || !w.known.MayOfferConsent():
	case !l.left.Read:
		l.may.stepUp = true
	default:
		var err error
		l.plan, err = w.known.PlanConsentBack(*l.left)
		l.may.kept = errors.Is(err, advice.ErrNothingToDo)
		l.may.takeBack = err == nil && w.known.May(l.plan)
	}
}

func consentPage(_ State, local any) Page {
	l := local.(*consentLocal)
	p := Page{Heading: "What signing in left"}
	leave := Choice{ID: "leave", Title: "Leave it", Detail: "back; it stays until somebody takes it back"}
	if l.left == nil {
		p.Blocks, p.Choices = []Block{para("Reading it.")}, []Choice{leave}
		return p
	}
	for _, words := range l.left.Words() {
		p.Blocks = append(p.Blocks, para(words))
	}
	if p.End = len(p.Blocks) == 0; p.End {
		p.Blocks = append(p.Blocks, mark(SignGood, "Nothing of this run."))
	}
	if l.err != nil {
		p.Blocks = append(p.Blocks, mark(SignUnsure,
			"It could not be read in Entra: "+advice.Advise(l.err).Means))
	}
	if l.may.kept {
		leave.Detail = "back; it may have been there before, and others may use it"
	}
	p.Choices = []Choice{leave}
	switch {
	case l.may.stepUp:
		p.Choices = append(p.Choices, Choice{ID: "step-up", Title: "Take it back", Key: "t",
			Detail: "after one more sign-in; shown before it is written"})
	case l.may.takeBack:
		p.Choices = append(p.Choices, Choice{ID: "take-back", Title: "Take it back", Key: "t",
			Detail: "shown before it is written"})
	}
	return p
}

func takeConsentBack(_ *Walk, local any, _ Event) Move {
	return show(local.(*consentLocal).plan, PageConsentWrite, nil)
}

// stepUpForConsent signs in with the right to take consent back, and comes back here.
func stepUpForConsent(w *Walk, _ any, _ Event) Move {
	w.known.StepUp(undo.ScopesForConsent())
	return open(PageCode, &Errand{Then: below(),
		Why: "So far you may not take consent back: this sign-in asks for that right, which goes with " +
			"the rest."})
}
