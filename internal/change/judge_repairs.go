package change

import (
	"slices"

	"ssowizard/internal/advice"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// Ids of the repairs that are not a phase's own plan.
const (
	RepairOpenToAll = "open-to-all"      // a choice: whether everybody in the company may sign in
	RepairUnclaimed = "remove-unclaimed" // a choice: whether a secret goes that this computer does not use
	RepairByRenewal = "renew"            // a renewal, so that nothing stops while the new secret is entered
)

// Repair is something wrong that can be put right from here: its plan is not empty.
type Repair struct {
	ID    string // the phase's id, RepairOpenToAll or RepairByRenewal
	Phase judge.Phase
	Mends []setup.Finding
	Asks  judge.Question // what only a person can decide first; "" for nothing
}

// Alone tells whether the repair is a decision of its own, so that it is not among
// "all of it".
func (r Repair) Alone() bool { return r.ID != r.Phase.ID }

// Repairs lists what can be put right from here now, in the order of the walk. What
// a repair brings to light comes with the next look. A repair is listed if and only
// if its plan, as things stand, writes something that mends something that is wrong.
// Each is shown and asked about, so that what a run without a person would not allow by
// itself does not count against it.
func Repairs(v judge.Verdict) []Repair {
	var out []Repair
	for _, r := range v.Phases {
		if ActionOf(r.Phase.ID) == nil {
			continue
		}
		wrong := wrongAt(v, r.Phase.ID)
		asks := replaceNear(wrong)
		if mends := mended(v, wrong, r.Phase, Options{}); len(mends) > 0 {
			out = append(out, Repair{ID: r.Phase.ID, Phase: r.Phase, Mends: mends, Asks: asks})
			wrong = slices.DeleteFunc(wrong, func(f setup.Finding) bool { return slices.Contains(mends, f) })
		}
		if mends := mended(v, wrong, r.Phase, Options{OpenToAll: true}); len(mends) > 0 {
			out = append(out, Repair{ID: RepairOpenToAll, Phase: r.Phase, Mends: mends,
				Asks: judge.AskOpenToAll})
		}
		if mends := mended(v, wrong, r.Phase, Options{DropUnclaimed: true}); len(mends) > 0 {
			out = append(out, Repair{ID: RepairUnclaimed, Phase: r.Phase, Mends: mends,
				Asks: judge.AskDropUnclaimed})
		}
		if mends := renewed(v, wrong); r.Phase.ID == "23-27" && len(mends) > 0 {
			out = append(out, Repair{ID: RepairByRenewal, Phase: r.Phase, Mends: mends})
		}
	}
	return out
}

// RepairsTogether are the repairs that "all of it" means.
func RepairsTogether(v judge.Verdict) []Repair {
	return slices.DeleteFunc(Repairs(v), Repair.Alone)
}

// wrongAt is what is wrong and mended in one phase, if anywhere.
func wrongAt(v judge.Verdict, phase string) []setup.Finding {
	var out []setup.Finding
	for _, n := range v.Noticed(setup.LevelFail, setup.LevelWarn) {
		if n.Phase == phase {
			out = append(out, n.Finding)
		}
	}
	return out
}

func replaceNear(wrong []setup.Finding) judge.Question {
	if slices.ContainsFunc(wrong, func(f setup.Finding) bool { return f.Code == setup.CodeURINearMiss }) {
		return judge.AskReplaceNear
	}
	return ""
}

// mended is what of something wrong the phase's plan puts right; nothing where it
// cannot be planned, or would write nothing.
func mended(v judge.Verdict, wrong []setup.Finding, st judge.Phase,
	opts Options) []setup.Finding {
	plan, err := PlanPhase(st, withPlace(v.Snapshot), v.Profile, opts)
	if err != nil {
		return nil
	}
	return plan.mended(wrong)
}

// withPlace is a snapshot in which there is a place for a secret: a check looks for
// one only before it makes a secret, and asks for another where none answers.
func withPlace(s setup.Snapshot) setup.Snapshot {
	if !s.Keychain.Known {
		s.Keychain = setup.Known(setup.KeychainState{})
	}
	return s
}

// renewed is what a renewal mends: a secret of this wizard that still works and
// will end.
func renewed(v judge.Verdict, wrong []setup.Finding) []setup.Finding {
	s, p := withPlace(v.Snapshot), v.Profile
	if p.Renewal != nil || s.App.Value == nil {
		return nil
	}
	plan, err := PlanNewSecret(s, p, Options{}, setup.Beside{KeyID: p.Secret.KeyID})
	if err != nil {
		return nil
	}
	var own []setup.Finding
	for _, f := range plan.mended(wrong) {
		if f.Subject != "" && f.Subject == p.Secret.KeyID {
			own = append(own, f)
		}
	}
	return own
}

// PlanPhase is the plan of a phase whose turn has come.
func PlanPhase(st judge.Phase, s setup.Snapshot, p setup.Profile, opts Options) (Plan, error) {
	if err := SettledToPlan(s); err != nil {
		return Plan{}, err
	}
	for _, n := range st.Needs {
		if other, ok := judge.PhaseByID(n.Phase); ok && !n.Met(s, p) {
			return Plan{}, &advice.BlockedError{By: other.Heading()}
		}
	}
	plan, err := ActionOf(st.ID).Plan(s, p, opts)
	if err == nil && plan.Empty() {
		err = advice.ErrNothingToDo
	}
	return plan, err
}
