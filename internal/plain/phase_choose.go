package plain

import (
	"context"

	"ssowizard/internal/plain/talk"
	"ssowizard/internal/steps"
)

// does is what a choice of this front alone does; it stands in the choice's event.
type does func(context.Context) error

// signInOptions: step 1, for whoever went on without a sign-in or comes back.
func (f *front) signInOptions() (list []talk.Option, events []steps.Event) {
	offer := func(label string, do does) {
		list, events = append(list, talk.Option{Label: label}), append(events, steps.Event{Value: do})
	}
	switch {
	case f.byHand:
		offer("Sign in here after all", f.signInAfterAll)
		return list, events
	case f.eng.SignedIn() && !f.eng.Profile().Own:
		offer("Say whose tenant this is", f.askOwn)
	}
	offer("Sign in", f.signInAfterAll)
	return list, events
}

// signInAfterAll signs in where the walk went without.
func (f *front) signInAfterAll(ctx context.Context) error {
	f.cfg.SignIn, f.byHand = "", false
	if err := f.place(ctx); err != nil {
		return err
	}
	return f.enter(ctx)
}
