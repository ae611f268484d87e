package plain

import (
	"context"
	"errors"
	"slices"

	"ssowizard/internal/advice"
	"ssowizard/internal/outcome"
	"ssowizard/internal/undo"
)

// tellConsent says at the end of a run what its sign-ins left in the tenant, and
// offers to take it back where somebody can be asked. Nothing about it changes how
// the run ended. Somebody who left a task in the middle will sign in again for it,
// and is only told.
func (f *front) tellConsent(ctx context.Context, ended error, midway bool) error {
	if ctx.Err() != nil || errors.Is(ended, outcome.ErrInputEnded) || !f.eng.SignedIn() {
		return ended
	}
	words := f.eng.ConsentSeen().Words()
	if len(words) == 0 {
		return ended
	}
	f.chat("")
	f.chatEach(words)
	if f.cfg.NoInput || midway || !f.eng.MayOfferConsent() {
		return ended
	}
	if err := f.offerConsent(ctx); err != nil && !f.fatal(ctx, err) {
		f.failure(err)
	}
	if left := f.eng.ConsentSeen().Words(); ctx.Err() == nil && !slices.Equal(left, words) { // the sign-in for it left more
		f.chatEach(left)
	}
	return ended
}

func (f *front) chatEach(list []string) {
	for _, l := range list {
		f.chat("%s", l)
	}
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
		f.eng.StepUp(undo.ScopesForConsent())
		if err := f.signIn(ctx); err != nil {
			return err
		}
		if f.byHand {
			f.byHand = false
			return errLeave
		}
	}
	return f.withSession(ctx, func() error {
		for try := 1; ; try++ {
			err := f.takeConsentBack(ctx)
			if try == 3 || !errors.Is(err, advice.ErrStalePlan) {
				return err
			}
			f.failure(err) // somebody changed it while it was shown, so it is read and shown anew
		}
	})
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
	if errors.Is(err, advice.ErrNothingToDo) {
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
