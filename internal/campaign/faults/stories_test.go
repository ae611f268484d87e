package faults

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"ssowizard/assets"
	"ssowizard/internal/advice"
	"ssowizard/internal/campaign"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/vault"
)

// story is one thing that people do with the program. Played again, it goes on where it was left and ends the same.
type story struct {
	name   string
	sc     sim.Scenario
	before *prepared // nil: the tenant is as the scenario has it
	play   func(context.Context, *world, *engine.Session) error
	of     func(request) bool // which requests are meant; nil: all of them
	reads  bool               // writes nothing
	deep   bool               // each fault comes in both ways
	thin   bool               // others ask the same, so that some faults are enough
	undone bool               // at its end nothing of the program is left
	stays  bool               // what it made is taken back in the stories of another one
}

// byCode are the requests of a sign-in by device code, which is played for them alone.
func byCode(q request) bool {
	return strings.Contains(q.kind, "device_code") || strings.Contains(q.kind, "/devicecode")
}

// ofTheExemption are the requests by which a client secret is allowed, and made.
func ofTheExemption(q request) bool {
	return strings.Contains(q.kind, "olicies") || strings.Contains(q.kind, "addPassword")
}

// written are the writes: what comes of them is what servers disagree about.
func written(q request) bool { return q.root == "graph" && !q.read && !q.item }

// prepared is a world in which a setup was done weeks ago.
type prepared struct {
	sc      sim.Scenario
	profile setup.Profile
	kept    map[vault.Key]string
}

// unfinished is an end with words: what is still wrong or could not be looked at, and what to do.
type unfinished struct{ said []setup.Finding }

func (u *unfinished) Error() string { return fmt.Sprintf("not finished: %+v", u.said) }

// scenario loads a practice tenant.
func scenario(name string) sim.Scenario {
	sc, err := sim.LoadScenario(name)
	if err != nil {
		panic(err)
	}
	return sc
}

// disagreeing is a practice tenant whose servers learn of a write up to a minute after each other, so that a run that
// follows at once asks some that do not know of it yet.
func disagreeing(name string) sim.Scenario {
	sc := scenario(name)
	sc.Replicas = sim.Replicas{Count: 3, Least: sim.Span(5 * time.Second), Most: sim.Span(60 * time.Second)}
	return sc
}

// stories lists everything that is played: the setup in its ways, a repair for each practice tenant that holds
// something to repair, the renewals, and the undoing of each of them.
func stories(ctx context.Context) ([]story, error) {
	first, err := forwards(ctx)
	if err != nil {
		return nil, err
	}
	out := first
	for _, st := range first {
		if st.reads || st.stays {
			continue
		}
		done, err := prepare(ctx, st)
		if err != nil {
			return nil, err
		}
		undo, err := takenBack(ctx, st, done)
		if err != nil {
			return nil, err
		}
		out = append(out, undo...)
	}
	return out, nil
}

// forwards are the stories that lead somewhere.
func forwards(ctx context.Context) ([]story, error) {
	out := []story{
		{name: "setup at once", sc: scenario("new"), play: setupAtOnce(false), deep: true},
		{name: "setup step by step", sc: scenario("new"), play: setupStepByStep, stays: true},
		{name: "setup with an exemption", sc: scenario("secrets-forbidden"), play: setupAllowed, of: ofTheExemption, stays: true},
		{name: "setup while servers disagree", sc: disagreeing("new"), play: setupAtOnce(false), of: written, stays: true, thin: true},
		{name: "setup twice while servers disagree", sc: disagreeing("new"), play: twice(setupAtOnce(false)), of: written, stays: true, thin: true},
		{name: "setup with a colleague", sc: scenario("hand-over"), play: setupHandedOver},
		{name: "sign-in by code", sc: scenario("new"), play: signInByCode, of: byCode, deep: true, reads: true},
	}
	tenants := repaired()
	if campaign.Whole {
		tenants = assets.PracticeNames()
	}
	for _, tenant := range tenants {
		st := story{name: "repair " + tenant, sc: scenario(tenant), play: repairEverything}
		repairs, err := repairsSomething(ctx, st)
		if err != nil {
			return nil, err
		}
		if repairs {
			out = append(out, st)
		}
	}
	done, err := prepare(ctx, out[0])
	if err != nil {
		return nil, err
	}
	return append(out,
		story{name: "renewal", before: done, play: renewal, deep: true},
		story{name: "renewal of somebody else's secret", sc: scenario("secret-ending"), play: renewal}), nil
}

// repairsSomething plays the story undisturbed and tells whether it wrote and came to its end.
func repairsSomething(ctx context.Context, st story) (bool, error) {
	w, err := start(st.sc, nil, longEnough)
	if err != nil {
		return false, err
	}
	defer w.end()
	_, err = w.run(ctx, st)
	var open *unfinished
	var blocked *advice.BlockedError
	var forbidden *judge.ForbiddenError
	switch {
	case err == nil:
		return len(w.srv.Writes()) > 0, nil
	case errors.Is(err, errNothingFound), errors.As(err, &open), errors.As(err, &blocked), errors.As(err, &forbidden):
		return false, nil // nothing to repair, or nothing that can be from here
	case sim.AADSTS(err) != 0:
		return false, nil // stopped on a page of the sign-in
	}
	if len(w.srv.Writes()) > 0 {
		return false, nil // refused by a policy
	}
	return false, fmt.Errorf("%s: %w", st.name, err)
}

// prepare plays a story to its end and keeps the tenant, the disk and the keychain as they are then.
func prepare(ctx context.Context, st story) (*prepared, error) {
	w, err := start(st.sc, st.before, longEnough)
	if err != nil {
		return nil, err
	}
	defer w.end()
	if _, err := w.run(ctx, st); err != nil {
		return nil, fmt.Errorf("%s: %w", st.name, err)
	}
	state, sc := w.srv.State(), w.sc
	sc.Deleted = state.Deleted
	sc.Applications, sc.ServicePrincipals = state.Applications, state.ServicePrincipals
	sc.AppRoleAssignments, sc.DelegatedGrants, sc.Secrets = state.Grants, state.DelegatedGrants, state.Secrets
	return &prepared{sc: sc, profile: w.profile(), kept: w.kept.held}, nil
}
