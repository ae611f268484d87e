package plain

import (
	"context"
	"errors"

	"ssowizard/internal/change"
	"ssowizard/internal/outcome"
)

// Look signs in, for reading only, and reads the setup that is meant, for
// somebody who wants to know what is there. It asks nothing, prints nothing to
// Out and writes nothing; what it found is with c.Session. What the sign-in left in
// the tenant is told. What ended it before its time is said, and returned.
func Look(ctx context.Context, c Config) error {
	c.NoInput, c.JSON = true, false
	f := newCheck(c)
	f.sayServices()
	err := f.tellConsent(ctx, f.look(ctx), false)
	f.sayServicesAtEnd()
	switch {
	case ctx.Err() != nil || errors.Is(err, outcome.ErrInterrupted):
		f.Say("Interrupted. Nothing was written.")
		return outcome.ErrInterrupted
	case err != nil:
		f.sayEnding(err)
	}
	return err
}

func (f *front) look(ctx context.Context) error {
	f.eng.SignInFor(change.ForCheck)
	if err := f.openSetup(ctx); err != nil {
		return err
	}
	if err := f.signIn(ctx); err != nil {
		return err
	}
	return f.lookAt(ctx)
}
