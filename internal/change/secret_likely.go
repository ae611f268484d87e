package change

import (
	"slices"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// Likelihood says how far it can be told that the MTP portal uses a secret. It is
// never certain: the portal has no interface that says which value it was given.
type Likelihood string

// The likelihoods.
const (
	LikelyUsed     Likelihood = "likely"
	LikelyOpen     Likelihood = "open" // only the first characters tell, and only to a person
	LikelyReplaced Likelihood = "unlikely"
)

// judgeUse says of each old secret whether the MTP portal likely uses it, and
// why: by its end, by what was said here about handing it over, by being the only
// one left, and else by the hint, which is the first three characters of the
// value (Microsoft Graph docs, passwordCredential).
func judgeUse(s setup.Snapshot, p setup.Profile, old []OldSecret) {
	var works []graph.Password
	for _, o := range old {
		if judge.Usable(o.Password, s.At) {
			works = append(works, o.Password)
		}
	}
	for i := range old {
		old[i].Likely, old[i].Why = useOf(s, p, old[i], works)
	}
}

func useOf(s setup.Snapshot, p setup.Profile, o OldSecret, works []graph.Password) (Likelihood, string) {
	c := o.Password
	word, moved := p.Confirmed["29"]
	handed := setup.HandedOver(p)
	switch {
	case c.Ended(s.At):
		return LikelyReplaced, "It has ended, so nothing works with it, also not the MTP portal."
	case !judge.Usable(c, s.At):
		return LikelyReplaced, "It works only from " + text.Day(c.StartDateTime) + " on."
	case p.Renewal != nil && moved:
		return LikelyReplaced, "Since " + text.Day(word.At) + " the MTP portal has the new one, as you said."
	case o.InUse && handed != nil:
		return LikelyUsed, "The MTP portal likely uses this one: it was entered there on " +
			text.Day(*handed) + ", as was said here. Somebody may have entered another since." +
			compareHint(c, works)
	case len(works) == 1 && p.Renewal != nil:
		return LikelyUsed, "The MTP portal likely uses this one: beside the new one, no other works. " +
			"If sign-in works, the portal has it."
	case len(works) == 1:
		return LikelyUsed, "The MTP portal likely uses this one: no other works. If sign-in works, " +
			"the portal has it."
	}
	return LikelyOpen, "Not known here whether the MTP portal uses it." + compareHint(c, works)
}

// compareHint lets a person compare what the portal's field begins with, where
// there is more than one to tell apart.
func compareHint(c graph.Password, works []graph.Password) string {
	if len(works) < 2 {
		return ""
	}
	twin := slices.ContainsFunc(works,
		func(o graph.Password) bool { return o.KeyID != c.KeyID && o.Hint == c.Hint })
	switch {
	case c.Hint == "":
		return " Entra does not tell what its value begins with."
	case twin:
		return " Another one begins with \"" + c.Hint + "\" too, so that does not tell them apart."
	}
	return " If the portal's \"Client Secret\" begins with \"" + c.Hint +
		"\", it is very likely this one; if with anything else, it is not."
}
