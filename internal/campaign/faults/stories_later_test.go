package faults

import (
	"context"
	"errors"
	"slices"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
)

// repairEverything checks the registration that a tenant holds and puts right what it can, phase after phase.
func repairEverything(ctx context.Context, w *world, r *engine.Session) error {
	if err := enter(ctx, w, r, false); err != nil {
		return err
	}
	if _, err := r.SetURIs(w.sc.PortalURIs); err != nil {
		return err
	}
	if r.Profile().App.AppID == "" {
		if err := adopt(ctx, r); err != nil {
			return err
		}
	}
	if _, err := r.Observe(ctx); err != nil {
		return err
	}
	r.SetReplaceNear(true)
	r.SetOpenToAll(true)
	r.SetAllowing(setup.AllowNever) // an exemption has a story of its own
	made := r.Profile().Secret.KeyID != ""
	for tried := map[string]bool{}; ; {
		id := nextRepair(r, tried)
		if id == "" {
			break
		}
		tried[id] = true
		plan, err := r.Plan(id)
		if err := apply(ctx, r, plan, err); err != nil {
			return err
		}
		made = made || id == "23-27"
	}
	if made {
		if err := prove(ctx, r); err != nil {
			return err
		}
	}
	return wrong(r)
}

// adopt takes the registration that was found by what it holds, living or deleted.
func adopt(ctx context.Context, r *engine.Session) error {
	s, err := r.Observe(ctx)
	if err != nil {
		return err
	}
	for _, part := range []setup.Part[[]setup.Candidate]{s.Candidates, s.Bin} {
		if !part.Known {
			return &unfinished{[]setup.Finding{{Code: setup.CodeCouldNotCheck, Level: setup.LevelUnknown, Args: messages.With("why", part.Why.Text, "do", part.Why.Remedy)}}}
		}
		if len(part.Value) > 0 {
			return r.ChooseExisting(part.Value[0].App.AppID)
		}
	}
	return errNothingFound
}

var errNothingFound = errors.New("the tenant holds no registration")

func nextRepair(r *engine.Session, tried map[string]bool) string {
	for _, st := range r.Verdict(judge.Walking).Phases {
		bad := slices.ContainsFunc(st.Findings(), func(f setup.Finding) bool { return f.Level == setup.LevelFail || f.Level == setup.LevelWarn })
		if change.ActionOf(st.Phase.ID) != nil && st.BlockedBy == "" && bad && !tried[st.Phase.ID] {
			return st.Phase.ID
		}
	}
	return ""
}

// wrong lists what is still wrong, or could not be looked at, in the phases that need no person.
func wrong(r *engine.Session) error {
	var open []setup.Finding
	v := r.Verdict(judge.Walking)
	for _, id := range automatic {
		for _, f := range v.Phase(id).Findings() {
			if f.Level != setup.LevelNote {
				open = append(open, f)
			}
		}
	}
	if len(open) > 0 {
		return &unfinished{open}
	}
	return nil
}

// renewal replaces the secret and removes the old one last.
func renewal(ctx context.Context, w *world, r *engine.Session) error {
	if err := enter(ctx, w, r, false); err != nil {
		return err
	}
	if r.Profile().App.AppID == "" {
		if _, err := r.SetURIs(w.sc.PortalURIs); err != nil {
			return err
		}
		if err := adopt(ctx, r); err != nil {
			return err
		}
	}
	if _, err := r.Observe(ctx); err != nil {
		return err
	}
	for range 8 {
		next := r.Renewal().Next
		if next == "" {
			break
		}
		if err := renewalPhase(ctx, r, next); err != nil {
			return err
		}
	}
	if n := r.Renewal().Next; n != "" {
		return &unfinished{[]setup.Finding{{Code: "none", Subject: "the renewal is at " + n}}}
	}
	if err := wrong(r); err != nil {
		return err
	}
	_, err := r.EndRenewal(ctx)
	return err
}

func renewalPhase(ctx context.Context, r *engine.Session, id string) error {
	switch id {
	case "make":
		plan, err := r.PlanRenew()
		return apply(ctx, r, plan, err)
	case "prove":
		return prove(ctx, r)
	case "hand-over":
		return errors.Join(r.Confirm("10-11", ""), r.Confirm("29", ""))
	case "pilot":
		return r.Confirm("S1-S2", "")
	}
	for _, old := range r.Renewal().Old {
		plan, err := r.PlanRemoveOld(old.Password.KeyID)
		if err := apply(ctx, r, plan, err); err != nil {
			return err
		}
	}
	return nil
}
