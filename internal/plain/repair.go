package plain

import (
	"context"
	"slices"

	"ssowizard/internal/change"
	"ssowizard/internal/steps"
)

// repairs offers what can be put right, one by one or all of it, until nothing
// is left or the person has had enough.
func (f *front) repairs(ctx context.Context) error {
	for {
		list := change.Repairs(f.found())
		if len(list) == 0 {
			return nil
		}
		f.heading("Repairs")
		f.say("A repair signs in again, with the rights to write. Each is shown before it is written, and leaves a receipt.")
		options := f.repairOptions(list)
		n, err := f.choose(ctx, options, len(options))
		if err != nil {
			return err
		}
		err = options[n].does(ctx)
		switch {
		case err == nil:
			f.judged()
		case f.fatal(ctx, err):
			return err
		default:
			f.failure(err)
		}
	}
}

// repairOptions are the repairs as choices. What is a decision of its own is not
// part of "all of it".
func (f *front) repairOptions(list []change.Repair) []option {
	var options []option
	var ids []string
	if slices.ContainsFunc(list, func(r change.Repair) bool { return !r.Alone() }) {
		options = append(options, option{label: "Repair all of it, in the right order, also what shows only then", does: f.repairAll})
	}
	for _, r := range list {
		ids = append(ids, r.ID)
		options = append(options, option{label: r.Phase.Heading() + ": " + f.repairVerb(r), does: func(ctx context.Context) error { return f.repair(ctx, r) }})
	}
	f.offered(Offer{Of: "repairs", IDs: ids})
	return append(options,
		option{label: "Read again, after something was changed elsewhere", does: func(ctx context.Context) error {
			return f.withSession(ctx, func() error { return f.observe(ctx) })
		}},
		option{label: "Leave it as it is", does: func(context.Context) error { return errLeave }})
}

// repairVerb is what a repair does, as a choice says it.
func (f *front) repairVerb(r change.Repair) string {
	switch r.ID {
	case change.RepairOpenToAll:
		return "Open it to everybody in the company, or leave it to assigned people"
	case change.RepairUnclaimed:
		return "Remove a secret of ssowizard's that this computer does not use, or keep it"
	case change.RepairByRenewal:
		return "Renew the secret, so that nothing stops meanwhile"
	}
	verb, _ := change.ActionOf(r.Phase.ID).Words(f.eng.Snapshot())
	return verb
}

// repairAll leads through all of them, and what shows only then as well.
func (f *front) repairAll(ctx context.Context) error {
	return f.putRight(ctx, steps.At(steps.PageRepairs, nil), nil)
}

// repair leads through the pages of one repair.
func (f *front) repair(ctx context.Context, r change.Repair) error {
	f.heading(r.Phase.Heading())
	f.sayFindings(f.found().Phase(r.Phase.ID).Findings())
	switch r.ID {
	case change.RepairByRenewal:
		return f.repairByRenewal(ctx)
	case change.RepairOpenToAll:
		return f.putRight(ctx, steps.At(steps.PageOpen, nil), nil)
	case change.RepairUnclaimed:
		return f.putRight(ctx, steps.At(steps.PageUnclaimed, nil), nil)
	}
	begun := false // it was chosen already, and is not asked about once more
	return f.putRight(ctx, steps.At(steps.PageRepairs, steps.OneRepair(r.ID)),
		func(at *steps.Frame, _ steps.Page) (steps.Event, bool) {
			e := steps.Event{On: steps.Begin}
			if begun {
				e.On = steps.Back
			}
			mine := at.ID == steps.PageRepairs
			begun = begun || mine
			return e, mine
		})
}

// putRight leads through repairs. A secret that one of them made is proven, and where
// it has to be entered is said.
func (f *front) putRight(ctx context.Context, from *steps.Frame, answer policy) error {
	before := f.eng.Profile().Secret.KeyID
	if err := f.through(ctx, steps.TaskCheck, from, answer); err != nil || f.eng.Profile().Secret.KeyID == before {
		return err
	}
	proof, err := f.prove(ctx)
	if err != nil {
		return err
	}
	if proof.Finding != nil {
		f.finding(*proof.Finding)
	}
	f.say("The MTP portal does not have it yet. Step 29:")
	f.sayFields()
	f.say("Then press \"Save changes\". ssowizard renew goes on from here: it shows the value, watches " +
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
