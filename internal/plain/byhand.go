package plain

import (
	"context"

	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
)

// wholeWalkByHand writes every step as the portal wants it, for somebody who
// does not sign in here and cannot be asked. Nothing can be checked that way,
// and the result says so.
func (f *front) wholeWalkByHand(ctx context.Context) error {
	if f.cfg.Domain != "" {
		if err := f.openTenant(ctx); err != nil {
			return err
		}
	}
	if err := f.takeGivenURIs(ctx); err != nil {
		return err
	}
	p := f.pages("")
	for _, st := range judge.Catalogue() {
		f.Heading(st.Heading())
		f.Say("%s", st.Why)
		at := steps.At(steps.PagePortal, phases.InPortal(st.ID))
		f.SayEach(p.lines.Blocks(p.walk.Page(at).Blocks))
	}
	f.report()
	return &outcome.Unchecked{Why: "Nobody signed in (--sign-in none), so nothing could be checked."}
}
