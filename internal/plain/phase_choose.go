package plain

import (
	"context"

	"ssowizard/internal/judge"
)

// signInOptions: step 1, for whoever went on without a sign-in or comes back.
func (f *front) signInOptions(judge.PhaseReport) []option {
	if f.byHand {
		return []option{{label: "Sign in here after all", does: f.signInAfterAll}}
	}
	out := []option{{label: "Sign in", does: f.signInAfterAll}}
	if f.eng.SignedIn() && !f.eng.Profile().Own {
		out = append([]option{{label: "Say whose tenant this is", does: f.askOwn}}, out...)
	}
	return out
}

// signInAfterAll signs in where the walk went without.
func (f *front) signInAfterAll(ctx context.Context) error {
	f.cfg.SignIn, f.byHand = "", false
	if err := f.place(ctx); err != nil {
		return err
	}
	return f.enter(ctx)
}
