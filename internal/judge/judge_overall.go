package judge

import (
	"slices"
	"strings"

	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// persons are the phases whose state a person answers for; the directory answers
// for the others.
var persons = []string{"1", "10-11", "29", "A1-A2", "S1-S2", "N1-N2"}

// conclude says how the setup stands: the one word, why, and what is left.
func (v *Verdict) conclude() {
	v.Left = v.left()
	for _, r := range v.Phases {
		switch {
		case slices.Contains(persons, r.Phase.ID):
		case r.Status == setup.StatusUnknown:
			v.Blind = append(v.Blind, r.Phase.ID)
		case !r.Status.Settled():
			v.Open = append(v.Open, r.Phase.ID)
		}
	}
	v.Overall, v.Why = v.overall()
}

func (v *Verdict) overall() (Overall, string) {
	wrong, doubts := v.Problems(), v.Unknown()
	if !v.As.Checks() {
		doubts = slices.DeleteFunc(doubts, func(f setup.Finding) bool { return v.isOfPhaseOne(f) })
	}
	switch {
	case v.As.Checks() && v.OnlyLooks():
		return OverallProblems, LooksWords(len(wrong))
	case len(wrong) > 0:
		return OverallProblems, text.Plural(len(wrong), "problem was", "problems were") + " found."
	case !v.As.Checks() && len(v.Open) > 0:
		return OverallOpen, "Not finished: steps " + spansOf(v.Open) + "."
	case !v.As.Checks() && len(v.Blind) > 0:
		return OverallIncomplete, "Could not check steps " + spansOf(v.Blind) + "."
	case !v.As.Checks() && v.Unsigned() && len(doubts) > 0:
		return OverallIncomplete, "Nobody signed in, so nothing in Entra was looked at."
	case len(doubts) > 0:
		return OverallIncomplete, text.Plural(len(doubts), "thing", "things") + " could not be checked."
	case !v.As.Checks():
		return OverallOK, ""
	case v.Unsigned() && !v.Snapshot.Proof.Known:
		return OverallIncomplete, "Nobody signed in, and the secret could not be tried, " +
			"so nothing is known about the setup."
	case !v.Unsigned() && !v.Snapshot.App.Known:
		return OverallIncomplete, "The registration could not be read."
	}
	return OverallOK, ""
}

// OnlyLooks tells whether something was found and none of it keeps sign-in from
// working.
func (v *Verdict) OnlyLooks() bool {
	wrong := v.Problems()
	return len(wrong) > 0 &&
		!slices.ContainsFunc(wrong, func(f setup.Finding) bool { return f.Level == setup.LevelFail })
}

// LooksWords says that of n things, each of which needs a look.
func LooksWords(n int) string {
	return "Nothing keeps sign-in from working; " + text.Plural(n, "thing needs", "things need") + " a look."
}

// isOfStageOne: what could not be read about the person is no doubt about a setup
// that this walk has made.
func (v *Verdict) isOfPhaseOne(f setup.Finding) bool {
	return slices.Contains(v.Phase("1").Findings(), f)
}

// left are the phases that a person still has to do. In a check those are the
// phases of a secret that this computer has; what else a person did long ago is not
// known and is not asked for again.
func (v *Verdict) left() []string {
	ids := []string{"10-11", "29", "A1-A2", "S1-S2", "N1-N2"}
	if v.As.Checks() {
		if ids = nil; v.Profile.Secret.KeyID != "" {
			ids = []string{"28", "29"}
		}
	}
	var out []string
	for _, id := range ids {
		switch st := v.Phase(id).Status; {
		case st == setup.StatusConfirmed || st == setup.StatusOK:
		case v.As.Checks() && (st.Settled() || st == setup.StatusFail):
		default:
			out = append(out, id)
		}
	}
	return out
}

func spansOf(ids []string) string {
	var out []string
	for _, id := range ids {
		if st, ok := PhaseByID(id); ok {
			out = append(out, st.Span())
		}
	}
	return strings.Join(out, ", ")
}
