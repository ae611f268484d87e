package plain

import (
	"context"
	"slices"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
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
		options = append(options, option{label: r.Stage.Heading() + ": " + f.repairVerb(r), does: func(ctx context.Context) error { return f.repair(ctx, r) }})
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
	verb, _ := change.ActionOf(r.Stage.ID).Words(f.eng.Snapshot())
	return verb
}

// repairAll repairs stage after stage; what only shows once something else is
// put right is repaired as well. Each stage is tried once.
func (f *front) repairAll(ctx context.Context) error {
	tried := map[string]bool{}
	if err := f.ownTenant(ctx); err != nil {
		return err
	}
	f.eng.StepUp(change.ScopesToRepair(f.found())) // one sign-in for all of them
	for {
		list := change.RepairsTogether(f.found())
		i := slices.IndexFunc(list, func(r change.Repair) bool { return !tried[r.ID] })
		if i < 0 {
			return nil
		}
		tried[list[i].ID] = true
		if err := f.repair(ctx, list[i]); err != nil {
			if f.fatal(ctx, err) {
				return err
			}
			f.failure(err)
		}
	}
}

// probable is the plan of a repair if everything that is asked about it is
// answered with yes: what rights it takes does not depend on the answers. None
// where it cannot be planned yet.
func (f *front) probable(r change.Repair) []change.Plan {
	f.eng.SetReplaceNear(true)
	f.eng.SetOpenToAll(true)
	f.eng.SetDropUnclaimed(r.ID == change.RepairUnclaimed)
	defer f.eng.SetDropUnclaimed(false)
	defer f.eng.SetReplaceNear(false)
	defer f.eng.SetOpenToAll(false)
	plan := func() (change.Plan, error) { return f.eng.Plan(r.Stage.ID) }
	if r.ID == change.RepairByRenewal {
		plan = f.eng.PlanRenew
	}
	p, err := plan()
	if err != nil {
		return nil
	}
	return []change.Plan{p}
}

// repair puts one thing right: it steps up to the rights that this takes, shows,
// asks, writes and reads back.
func (f *front) repair(ctx context.Context, r change.Repair) error {
	f.heading(r.Stage.Heading())
	f.sayFindings(f.found().Stage(r.Stage.ID).Findings())
	if err := f.ownTenant(ctx); err != nil {
		return err
	}
	for _, p := range f.probable(r) {
		if err := f.stepUp(ctx, p); err != nil {
			return err
		}
	}
	if r.ID == change.RepairByRenewal {
		return f.repairByRenewal(ctx)
	}
	if write, err := f.decide(ctx, r); err != nil || !write {
		return err
	}
	defer f.eng.SetReplaceNear(false)
	defer f.eng.SetOpenToAll(false)
	defer f.eng.SetDropUnclaimed(false)
	if r.ID == change.RepairUnclaimed {
		return f.act(ctx, r.Stage)
	}
	if r.Stage.ID == "23-27" {
		return f.repairSecret(ctx, r.Stage)
	}
	return f.act(ctx, r.Stage)
}

// repairByRenewal goes through the phases of a renewal in the middle of a check.
func (f *front) repairByRenewal(ctx context.Context) error {
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
	own, err := f.answerTo(ctx, judge.AskOwnTenant)
	if err != nil {
		return err
	}
	if !own {
		f.say("Then nothing is written. The partner's single sign-on lives in your own company's tenant.")
		return errLeave
	}
	return f.eng.ConfirmOwnTenant()
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

// decide asks what a repair must not decide by itself; false where the answer leaves
// nothing to write.
func (f *front) decide(ctx context.Context, r change.Repair) (bool, error) {
	if r.Asks == "" {
		return true, nil
	}
	yes, err := f.answerTo(ctx, r.Asks)
	switch r.Asks {
	case judge.AskReplaceNear:
		f.eng.SetReplaceNear(yes)
		return true, err
	case judge.AskOpenToAll:
		f.eng.SetOpenToAll(yes)
		if err == nil && !yes {
			f.say("Left as it is. People are assigned in Entra, under \"Enterprise applications\".")
		}
		return yes, err
	case judge.AskDropUnclaimed:
		f.eng.SetDropUnclaimed(yes)
		if err == nil && !yes {
			f.say("Kept. The next check names it again.")
		}
		return yes, err
	case judge.AskOwnTenant: // asked before
	}
	return true, err
}

// repairSecret makes a secret only once there is a place for it, proves it, and
// says where it has to be entered.
func (f *front) repairSecret(ctx context.Context, st judge.Stage) error {
	if err := f.placeForSecret(ctx); err != nil {
		return err
	}
	before := f.eng.Profile().Secret.KeyID
	if err := f.act(ctx, st); err != nil {
		return err
	}
	if f.eng.Profile().Secret.KeyID == before {
		return nil
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
	f.say("Then press \"Save changes\". ssowizard renew goes on from here: it shows the value, watches a sign-in and removes the old secret.")
	return nil
}

// placeForSecret tries the keychain before a secret exists, and asks for another
// place where none answers.
func (f *front) placeForSecret(ctx context.Context) error {
	err := f.eng.ProbeKeychain(ctx)
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return outcome.ErrInterrupted
	}
	if f.cfg.NoInput {
		return f.noKeychain(err)
	}
	f.noKeep = err
	return f.askKeeper(ctx)
}
