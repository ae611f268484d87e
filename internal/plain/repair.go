package plain

import (
	"context"

	"ssowizard/internal/change"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/tasks"
)

// tellReport says the report of a check, and what can be repaired.
func (f *front) tellReport() {
	f.judged()
	list := change.Repairs(f.found())
	if len(list) == 0 {
		return
	}
	var ids []string
	for _, r := range list {
		ids = append(ids, r.ID)
	}
	f.offered(Offer{Of: "repairs", IDs: ids})
	f.heading("Repairs")
	f.say("A repair signs in again, with the rights to write. Each is shown before it is written, and leaves a receipt.")
}

// oneRepair leads through the pages of one repair. It was chosen already, and is not
// asked about once more.
func (p *pages) oneRepair(ctx context.Context, phase string) error {
	report := p.found().Phase(phase)
	p.heading(report.Phase.Heading())
	p.sayFindings(report.Findings())
	at := steps.At(steps.PageRepairs, tasks.OneRepair(phase)) // its id is that of its phase
	if err := p.enter(ctx, at); err != nil {
		return err
	}
	return p.follow(ctx, at, p.walk.Do(at, steps.Event{On: tasks.Begin}))
}

// newSecret proves a secret that a repair made, and says where it has to be entered.
func (p *pages) newSecret(ctx context.Context) error {
	now := p.eng.Profile().Secret.KeyID
	if now == p.reported {
		return nil
	}
	p.reported = now
	proof, err := p.prove(ctx)
	if err != nil {
		return err
	}
	if proof.Finding != nil {
		p.finding(*proof.Finding)
	}
	p.say("The MTP portal does not have it yet.")
	p.tellPage(steps.TaskCheck, steps.PageHandOver)
	p.say("ssowizard renew goes on from here: it shows the value, watches " +
		"a sign-in and removes the old secret.")
	return nil
}

// repairByRenewal goes through the phases of a renewal in the middle of a check, once
// it is known whose tenant it is and the rights are there.
func (f *front) repairByRenewal(ctx context.Context) error {
	if err := f.ownTenant(ctx); err != nil {
		return err
	}
	if plan, err := f.eng.PlanRenew(); err == nil {
		if err := f.stepUp(ctx, plan); err != nil {
			return err
		}
	}
	if err := f.placeForSecret(ctx); err != nil {
		return err
	}
	return f.renewAsked(ctx)
}

// ownTenant asks whose tenant it is, once, before anything is planned in it.
func (f *front) ownTenant(ctx context.Context) error {
	if f.eng.Profile().Own {
		return nil
	}
	own, err := f.ownsTenant(ctx)
	if err == nil && !own {
		f.say("The partner's single sign-on lives in your own company's tenant.")
		return errLeave
	}
	return err
}

// stepUp signs in with the rights that a plan needs, where the sign-in in hand
// was not asked for with them.
func (f *front) stepUp(ctx context.Context, p change.Plan) error {
	if !f.eng.SignedIn() || f.eng.May(p) {
		return nil
	}
	if f.eng.StepUp(p.Scopes()); f.eng.May(p) {
		return nil
	}
	f.say("The sign-in so far did not ask for the rights to write this. Signing in once more, with these.")
	if err := f.signIn(ctx); err != nil {
		return err
	}
	if f.byHand {
		f.byHand = false
		return errLeave
	}
	return f.withSession(ctx, func() error { return f.observe(ctx) })
}
