package plain

import (
	"context"
	"errors"

	"ssowizard/internal/steps"
)

// lookForConsent begins to read what the sign-ins of this run left in the tenant, so
// that something else is done meanwhile. What it returns waits for the answer, and
// reads anew where somebody has signed in since.
func (f *front) lookForConsent(ctx context.Context) func() (steps.ConsentLeft, error) {
	if !f.eng.SignedIn() {
		return func() (steps.ConsentLeft, error) { return steps.ConsentLeft{}, nil }
	}
	var left steps.ConsentLeft
	var err error
	read, signed := make(chan struct{}), f.signed
	go func() {
		defer close(read)
		left, err = f.eng.ConsentLeft(ctx)
	}()
	return func() (steps.ConsentLeft, error) {
		if <-read; signed != f.signed {
			return f.eng.ConsentLeft(ctx)
		}
		return left, err
	}
}

// consentLeft says what the sign-ins of this run left in the tenant, and offers
// to take it back where somebody can be asked and this sign-in may. What it could
// not read ends nothing.
func (f *front) consentLeft(ctx context.Context, read func() (steps.ConsentLeft, error)) error {
	left, err := read()
	if ctx.Err() != nil {
		return ErrInterrupted
	}
	words := left.Words()
	if len(words) == 0 {
		return nil
	}
	f.say("")
	for _, w := range words {
		f.say("%s", w)
	}
	if err != nil || f.cfg.NoInput {
		return nil //nolint:nilerr // what was left is said; that it could not be read changes nothing about the setup
	}
	plan, err := f.eng.PlanConsentBack(left)
	if errors.Is(err, steps.ErrNothingToDo) || err == nil && !f.eng.May(plan) {
		return nil
	}
	if err != nil {
		return err
	}
	f.showPlan(plan)
	yes, err := f.agreeAnew(ctx, "Take it back? Nothing of the setup needs it. The next sign-in asks for it again.")
	if errors.Is(err, ErrInputEnded) { // a script that ends here has answered all that the setup asked
		return nil
	}
	if err != nil || !yes {
		return err
	}
	return f.withSession(ctx, func() error { return f.apply(ctx, plan) })
}
