package plain

import (
	"context"

	"ssowizard/internal/engine"
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
		f.heading(st.Heading())
		f.say("%s", st.Why)
		at := steps.At(steps.PagePortal, phases.InPortal(st.ID))
		f.sayEach(p.blocks(p.walk.Page(at).Blocks))
	}
	f.report()
	return &outcome.Unchecked{Why: "Nobody signed in (--sign-in none), so nothing could be checked."}
}

// realMark tells a page of the real world from one of practice.
func (f *front) realMark(address string) string {
	if f.cfg.Practice == nil || !engine.RealPage(address) {
		return ""
	}
	return " (a real page, no part of practice)"
}
