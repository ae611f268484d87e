package plain

import (
	"context"
	"strings"

	"ssowizard/internal/steps"
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
	for _, st := range steps.Catalogue() {
		f.heading(st.Heading())
		f.say("%s", st.Why)
		f.sayByHand(st)
	}
	f.report()
	return &Unchecked{Why: "Nobody signed in (--sign-in none), so nothing could be checked."}
}

// sayByHand shows how a stage is done in the portal, click by click.
func (f *front) sayByHand(st steps.Stage) {
	values := steps.Values(f.eng.Snapshot(), f.eng.Profile())
	links := f.eng.Links()
	last := ""
	for _, step := range st.Steps {
		f.say("")
		f.say("Step %s: %s", step.Number, steps.Fill(step.Title, values))
		f.say("  Where: %s", strings.Join(step.Where, " > "))
		if u := links.URL(step.Link); u != "" && u != last {
			f.say("  Page: %s", u)
			last = u
		}
		for i, d := range step.Do {
			f.say("  %d. %s", i+1, steps.Fill(d, values))
		}
		if step.Expect != "" {
			f.say("  Then: %s", steps.Fill(step.Expect, values))
		}
	}
}
