package plain

import (
	"context"
	"strings"

	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
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
	for _, st := range judge.Catalogue() {
		f.heading(st.Heading())
		f.say("%s", st.Why)
		f.sayByHand(st)
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

// playHand does in practice what a phase asks for in the portal, as somebody would
// by hand. What that person would carry over by hand is carried over.
func (f *front) playHand(ctx context.Context, st judge.Phase) error {
	made, err := f.cfg.Practice.Hand(ctx, st.ID, f.cfg.Practice.At(f.eng.Profile()))
	if err != nil {
		return err
	}
	f.cfg.Practice.Showed(made)
	f.say("Done in the simulated portal.")
	if made.Name != "" {
		f.say("It shows the registration %q with the application (client) ID %s.", made.Name, made.AppID)
	}
	if made.AppID != "" && f.eng.Profile().App.AppID == "" {
		if err := f.adopt(ctx, made.AppID); err != nil {
			return err
		}
	}
	if !made.Secret.Empty() && f.byHand {
		f.say("It showed the secret's value once. It is kept for step 28.")
		return f.eng.KeepByHand(ctx, made.Secret.Reveal())
	}
	return nil
}

// sayByHand shows how a phase is done in the portal, click by click.
func (f *front) sayByHand(st judge.Phase) {
	values := judge.Values(f.eng.Snapshot(), f.eng.Profile())
	links := f.eng.Links()
	last := ""
	for _, step := range st.Steps {
		f.say("")
		f.say("Step %s: %s", step.Number, step.Title)
		f.say("  Where: %s", strings.Join(step.Where, " > "))
		if u := links.URL(step.Link); u != "" && u != last {
			f.say("  Page: %s%s", u, f.realMark(u))
			last = u
		}
		for i, d := range step.Do {
			f.say("  %d. %s", i+1, judge.Fill(d, values))
		}
		if step.Expect != "" {
			f.say("  Then: %s", judge.Fill(step.Expect, values))
		}
	}
}
