package plain

import (
	"context"
	"fmt"
	"slices"

	"ssowizard/internal/mtp"
	"ssowizard/internal/steps"
)

// repairable lists the stages with something wrong that can be put right from
// here, in the order in which they build on each other.
func (f *front) repairable() []steps.Stage {
	x := f.found()
	var out []steps.Stage
	for _, r := range x.Stages {
		wrong := slices.ContainsFunc(r.Findings(), func(fi steps.Finding) bool { return fi.Level == steps.LevelFail || fi.Level == steps.LevelWarn })
		if r.Stage.Action == nil || r.BlockedBy != "" || !wrong {
			continue
		}
		out = append(out, r.Stage)
	}
	return out
}

// repairs offers what can be put right, one by one or all of it, until nothing
// is left or the person has had enough.
func (f *front) repairs(ctx context.Context) error {
	for {
		list := f.repairable()
		if len(list) == 0 {
			return nil
		}
		f.heading("Repairs")
		f.say("A repair signs in again, with the rights to write. Each is shown before it is written, and leaves a receipt.")
		options := []option{{"Repair all of it, in the right order, also what shows only then", f.repairAll}}
		for _, st := range list {
			options = append(options, option{fmt.Sprintf("%s: %s", st.Heading(), st.Action.Verb), func(ctx context.Context) error { return f.repair(ctx, st) }})
		}
		options = append(options,
			option{"Read again, after something was changed elsewhere", func(ctx context.Context) error {
				return f.withSession(ctx, func() error { return f.observe(ctx) })
			}},
			option{"Leave it as it is", func(context.Context) error { return errLeave }})
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

// repairAll repairs stage after stage; what only shows once something else is
// put right is repaired as well. Each stage is tried once.
func (f *front) repairAll(ctx context.Context) error {
	tried := map[string]bool{}
	for {
		list := f.repairable()
		i := slices.IndexFunc(list, func(st steps.Stage) bool { return !tried[st.ID] })
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

// repair puts one stage right: it steps up to rights to write, shows, asks,
// writes and reads back.
func (f *front) repair(ctx context.Context, st steps.Stage) error {
	f.heading(st.Heading())
	f.sayFindings(f.found().Stage(st.ID).Findings())
	if err := f.stepUp(ctx); err != nil {
		return err
	}
	if err := f.decide(ctx, st); err != nil {
		return err
	}
	defer f.eng.SetReplaceNear(false)
	defer f.eng.SetOpenToAll(false)
	if st.ID == "23-27" {
		return f.repairSecret(ctx, st)
	}
	return f.act(ctx, st)
}

// stepUp signs in with rights to write, once, after asking whose tenant it is.
func (f *front) stepUp(ctx context.Context) error {
	if !f.eng.Profile().Own {
		own, err := f.agree(ctx, "Is this your own company's tenant, not a customer's?", true)
		if err != nil {
			return err
		}
		if !own {
			f.say("Then nothing is written. The partner's single sign-on lives in your own company's tenant.")
			return errLeave
		}
		if err := f.eng.ConfirmOwnTenant(); err != nil {
			return err
		}
	}
	if f.eng.MayWrite() {
		return nil
	}
	f.say("So far this only reads. Signing in once more, now with the rights to write.")
	f.eng.StepUp()
	if err := f.signIn(ctx); err != nil {
		return err
	}
	if f.byHand {
		f.byHand = false
		return errLeave
	}
	return f.withSession(ctx, func() error { return f.observe(ctx) })
}

// decide asks what a repair must not decide by itself.
func (f *front) decide(ctx context.Context, st steps.Stage) error {
	x := f.found()
	has := func(c steps.Code) bool {
		return slices.ContainsFunc(x.Stage(st.ID).Findings(), func(fi steps.Finding) bool { return fi.Code == c })
	}
	if st.ID == "12-14" && steps.BoardOf(x.Snapshot, x.Profile).Count(mtp.StatusNearMiss) > 0 {
		yes, err := f.agree(ctx, "Replace the addresses that are nearly the same? (no: they stay beside the right ones)", true)
		if err != nil {
			return err
		}
		f.eng.SetReplaceNear(yes)
	}
	if st.ID == "3-8" && has(steps.CodeAssignmentRequired) {
		yes, err := f.agreeAnew(ctx, "Only assigned people may sign in. Somebody may have wanted that. Open it to everybody in the company?")
		if err != nil {
			return err
		}
		f.eng.SetOpenToAll(yes)
	}
	return nil
}

// repairSecret makes a secret only once there is a place for it, proves it, and
// says where it has to be entered.
func (f *front) repairSecret(ctx context.Context, st steps.Stage) error {
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
		return ErrInterrupted
	}
	if f.cfg.NoInput {
		return f.noKeychain(err)
	}
	f.noKeep = err
	return f.askKeeper(ctx)
}
