package plain

import (
	"context"
	"errors"

	"ssowizard/internal/outcome"
	"ssowizard/internal/steps"
)

// tellConsent says at the end of a run what its sign-ins left in the tenant, on the page
// that takes it back where somebody can be asked. Nothing about it changes how the run
// ended. Somebody who left a task in the middle will sign in again for it, and is only told.
func (f *front) tellConsent(ctx context.Context, ended error, midway bool) error {
	if ctx.Err() != nil || errors.Is(ended, outcome.ErrInputEnded) || !f.eng.SignedIn() ||
		!f.eng.ConsentSeen().Any() {
		return ended
	}
	if !f.cfg.NoInput && !midway && f.eng.MayOfferConsent() {
		err := f.through(ctx, f.task, steps.At(steps.PageConsent, nil))
		if err != nil && !f.fatal(ctx, err) {
			f.failure(err)
		}
		return ended
	}
	f.chat("")
	for _, l := range f.eng.ConsentSeen().Words() {
		f.chat("%s", l)
	}
	return ended
}
