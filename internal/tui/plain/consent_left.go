package plain

import (
	"context"
	"errors"

	"ssowizard/internal/steps"
)

// DocumentConsent is the consent that the sign-ins of a run left in the tenant.
type DocumentConsent struct {
	App    string   `json:"app"`    // that people were signed in with
	Rights []string `json:"rights"` // agreed to in this run
	// Unsure are those that the run asked for and that may have been there before.
	Unsure []string `json:"unsure"`
	Before []string `json:"before"` // there before this run
}

// consent is what was left, for a document; nil where nothing was.
func (f *front) consent() *DocumentConsent {
	c := f.eng.ConsentSeen()
	if !c.Any() {
		return nil
	}
	return &DocumentConsent{App: c.Client, Rights: orEmpty(c.Ours), Unsure: orEmpty(c.Unsure), Before: orEmpty(c.Before)}
}

func orEmpty(list []string) []string { return append([]string{}, list...) }

// tellConsent says at the end of a run what its sign-ins left in the tenant, and
// offers to take it back where somebody can be asked. Nothing about it changes how
// the run ended. Somebody who left a task in the middle will sign in again for it,
// and is only told.
func (f *front) tellConsent(ctx context.Context, ended error, midway bool) error {
	if ctx.Err() != nil || errors.Is(ended, ErrInputEnded) || !f.eng.SignedIn() {
		return ended
	}
	words := f.eng.ConsentSeen().Words()
	if len(words) == 0 {
		return ended
	}
	f.chat("")
	for _, w := range words {
		f.chat("%s", w)
	}
	if f.cfg.NoInput || midway || !f.eng.MayOfferConsent() {
		return ended
	}
	if err := f.offerConsent(ctx); err != nil && !f.fatal(ctx, err) {
		f.failure(err)
	}
	return ended
}

// offerConsent asks first and reads then. Where the session in hand may not take
// consent back, a sign-in that may comes in between.
func (f *front) offerConsent(ctx context.Context) error {
	ask := "Take it back? It is shown first. Nothing of the setup needs it; the next sign-in asks for it again."
	if !f.eng.MayTakeConsentBack() {
		ask = "Take it back? That takes one more sign-in, for the right to do so, which goes with the rest. It is shown first."
	}
	yes, err := f.agreeAnew(ctx, ask)
	if err != nil || !yes {
		return err
	}
	if !f.eng.MayTakeConsentBack() {
		f.eng.StepUp(steps.ScopesForConsent())
		if err := f.signIn(ctx); err != nil {
			return err
		}
		if f.byHand {
			f.byHand = false
			return errLeave
		}
	}
	return f.withSession(ctx, func() error { return f.takeConsentBack(ctx) })
}

func (f *front) takeConsentBack(ctx context.Context) error {
	if err := f.observeUnread(ctx); err != nil {
		return err
	}
	left, err := f.eng.ConsentLeft(ctx)
	if err != nil {
		return err
	}
	plan, err := f.eng.PlanConsentBack(left)
	if errors.Is(err, steps.ErrNothingToDo) {
		f.say("Nothing is taken back: what stands for everybody may have been there before this run, and others may use it.")
		return nil
	}
	if err != nil {
		return err
	}
	f.showPlan(plan)
	if yes, err := f.agreePlan(ctx, plan); err != nil || !yes {
		return err
	}
	return f.apply(ctx, plan)
}
