package steps

import (
	"slices"
)

// Ids of the repairs that are not a stage's own plan.
const (
	RepairOpenToAll = "open-to-all"      // a choice: whether everybody in the company may sign in
	RepairUnclaimed = "remove-unclaimed" // a choice: whether a secret goes that this computer does not use
	RepairByRenewal = "renew"            // a renewal, so that nothing stops while the new secret is entered
)

// Repair is something wrong that can be put right from here: its plan is not empty.
type Repair struct {
	ID    string // the stage's id, RepairOpenToAll or RepairByRenewal
	Stage Stage
	Mends []Finding
	Asks  Question // what only a person can decide first; "" for nothing
}

// Alone tells whether the repair is a decision of its own, so that it is not among
// "all of it".
func (r Repair) Alone() bool { return r.ID != r.Stage.ID }

// Repairs lists what can be put right from here now, in the order of the walk. What
// a repair brings to light comes with the next look. A repair is listed if and only
// if its plan, as things stand, writes something that mends something that is wrong.
func (v Verdict) Repairs() []Repair {
	var out []Repair
	for _, r := range v.Stages {
		if ActionOf(r.Stage.ID) == nil {
			continue
		}
		wrong := v.wrongAt(r.Stage.ID)
		asks := replaceNear(wrong)
		if mends := v.mended(wrong, r.Stage, Wanted.defaults); len(mends) > 0 {
			out = append(out, Repair{ID: r.Stage.ID, Stage: r.Stage, Mends: mends, Asks: asks})
			wrong = slices.DeleteFunc(wrong, func(f Finding) bool { return slices.Contains(mends, f) })
		}
		if mends := v.mended(wrong, r.Stage, Wanted.openToAll); len(mends) > 0 {
			out = append(out, Repair{ID: RepairOpenToAll, Stage: r.Stage, Mends: mends, Asks: AskOpenToAll})
		}
		if mends := v.mended(wrong, r.Stage, Wanted.withoutUnclaimed); len(mends) > 0 {
			out = append(out, Repair{ID: RepairUnclaimed, Stage: r.Stage, Mends: mends, Asks: AskDropUnclaimed})
		}
		if mends := v.renewed(wrong); r.Stage.ID == "23-27" && len(mends) > 0 {
			out = append(out, Repair{ID: RepairByRenewal, Stage: r.Stage, Mends: mends})
		}
	}
	return out
}

// RepairsTogether are the repairs that "all of it" means.
func (v Verdict) RepairsTogether() []Repair {
	return slices.DeleteFunc(v.Repairs(), Repair.Alone)
}

// wrongAt is what is wrong and mended in one stage, if anywhere.
func (v Verdict) wrongAt(stage string) []Finding {
	var out []Finding
	for _, n := range v.Noticed(LevelFail, LevelWarn) {
		if n.Stage == stage {
			out = append(out, n.Finding)
		}
	}
	return out
}

func replaceNear(wrong []Finding) Question {
	if slices.ContainsFunc(wrong, func(f Finding) bool { return f.Code == CodeURINearMiss }) {
		return AskReplaceNear
	}
	return ""
}

// defaults are the options of a repair. Each is shown and asked about, so that what a
// run without a person would not allow by itself does not count against it.
func (w Wanted) defaults() Wanted {
	if w.Allow == AllowNever {
		w.Allow = AllowShown
	}
	return w
}

func (w Wanted) withoutUnclaimed() Wanted {
	w.DropUnclaimed = true
	return w
}

func (w Wanted) openToAll() Wanted {
	w.OpenToAll = true
	return w.defaults()
}

// mended is what of something wrong the stage's plan puts right; nothing where it
// cannot be planned, or would write nothing.
func (v Verdict) mended(wrong []Finding, st Stage, as func(Wanted) Wanted) []Finding {
	s, p := v.Snapshot, v.Profile.clone()
	p.Wanted = as(p.Wanted)
	plan, err := planStage(st, withPlace(s), p)
	if err != nil {
		return nil
	}
	return plan.mended(wrong)
}

// withPlace is a snapshot in which there is a place for a secret: a check looks for
// one only before it makes a secret, and asks for another where none answers.
func withPlace(s Snapshot) Snapshot {
	if !s.Keychain.Known {
		s.Keychain = known(KeychainState{})
	}
	return s
}

// renewed is what a renewal mends: a secret of this wizard that still works and
// will end.
func (v Verdict) renewed(wrong []Finding) []Finding {
	s, p := withPlace(v.Snapshot), v.Profile
	p.Wanted = p.Wanted.defaults()
	if p.Renewal != nil || s.App.Value == nil {
		return nil
	}
	plan, err := planNewSecret(s, p, Beside{KeyID: p.Secret.KeyID})
	if err != nil {
		return nil
	}
	var own []Finding
	for _, f := range plan.mended(wrong) {
		if f.Subject != "" && f.Subject == p.Secret.KeyID {
			own = append(own, f)
		}
	}
	return own
}

// planStage is the plan of a stage whose turn has come.
func planStage(st Stage, s Snapshot, p Profile) (Plan, error) {
	if err := s.settledToPlan(); err != nil {
		return Plan{}, err
	}
	for _, n := range st.needs {
		if other, ok := StageByID(n.stage); ok && !n.met(s, p) {
			return Plan{}, &BlockedError{By: other.Heading()}
		}
	}
	plan, err := ActionOf(st.ID).Plan(s, p)
	if err == nil && plan.Empty() {
		err = ErrNothingToDo
	}
	return plan, err
}
