package phases

import (
	"slices"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// Steps 23–27: how long the secret will last and why, where it will be kept, and what
// happens if keeping fails, all said before it is made.

var secretMaking = []steps.Node{
	Stepped{Phase: judge.SecretPhase, bare: true, Facts: secretPhaseFacts, Own: secretChoices,
		More: placeFirst, Ways: []steps.Way{
			steps.Leads("life", steps.PageLife),
			steps.On("place", steps.To(steps.PagePreflight), func(*steps.Walk, any, steps.Event) steps.Move {
				return steps.GoTo(steps.PagePreflight, Place{})
			}),
			steps.On(steps.Returned, steps.To(steps.Here, steps.PagePhase, steps.PageOwn, steps.PagePlan,
				steps.Next),
				func(w *steps.Walk, _ any, e steps.Event) steps.Move {
					switch {
					case e.From == steps.PageLife: // it was asked for here, and not for a plan
						return steps.Stay()
					case e.From == steps.PagePreflight && e.Value == true: // there is a place: it can be made
						return doPhase(w, judge.SecretPhase)
					}
					return backToPhase(w, judge.SecretPhase, e)
				}),
		}}.Node(),
}

func secretPhaseFacts(st steps.State, _ any) []steps.Block {
	r, p := st.Verdict.Phase(judge.SecretPhase), st.Profile.Secret
	found := phaseFindings(r)
	if p.KeyID != "" && r.Status == setup.StatusOK {
		return []steps.Block{append(PhaseFacts(st, r), steps.Fact{Label: "Kept in", Text: p.Keeper}), found}
	}
	r.Wanted = "" // it is said in full
	facts := PhaseFacts(st, r)
	if judge.SecretForbidden(st.Snapshot, st.Profile) {
		// What stands in the way comes first; a lifetime would promise too much.
		return []steps.Block{append(facts, found...)}
	}
	found = slices.DeleteFunc(found, func(l steps.Line) bool { // the lifetime says it
		return l.(steps.Finding).Code == setup.CodeSecretPolicyCap
	})
	return []steps.Block{append(facts, secretAhead(st)...), found}
}

// secretChoices are another lifetime for a secret that can be made from here.
func secretChoices(st steps.State, _ any) []steps.Choice {
	if !st.SignedIn || !slices.Contains(waysOf(st, judge.SecretPhase), change.WayDo) {
		return nil
	}
	life, _ := change.LifetimeWords(st.Profile.Wanted.Months())
	return []steps.Choice{{ID: "life", Title: "Another lifetime", Key: "m", Detail: "now " + life}}
}

// placeFirst has a place for the secret chosen before there is one.
func placeFirst(st steps.State, _ any, p *steps.Page) {
	if st.Snapshot.Keychain.Known || st.ByHand() {
		return
	}
	for i, c := range p.Choices {
		if c.Way == change.WayDo {
			p.Choices[i].Off = "first: where it is kept"
		}
	}
	p.Choices = slices.Insert(p.Choices, 0, steps.Choice{ID: "place", Title: "Choose where it is kept",
		Key:    "w",
		Detail: "no keychain answers; this comes before the secret is made"})
}

// secretAhead says of a secret that is to be made how long it lives, and where it goes.
func secretAhead(st steps.State) steps.Block {
	life := judge.LifeOf(st.Snapshot, st.Profile)
	return steps.Block{
		steps.Fact{Label: "Lifetime", Weight: steps.Strong, Text: "until " + text.Day(life.End)},
		steps.Para{Weight: steps.Quiet, Text: lifetimeWhy(st.Snapshot, life), In: 11},
		steps.Fact{Label: "Kept in", Weight: steps.Strong, Text: keeperName(st.Snapshot)},
		steps.Para{Weight: steps.Quiet, In: 11, Text: "It is read back from there at once. If that fails, " +
			"the new secret is taken back at Entra."},
	}
}

// lifetimeWhy says why the lifetime is what it is.
func lifetimeWhy(s setup.Snapshot, life judge.Life) string {
	switch {
	case life.Blind && life.Otherwise(s.At) != "":
		return life.Why() + ". A policy that could not be read may refuse that; then the longest it takes."
	case life.Capped:
		policy := ""
		if name := s.Secrets.Value.PolicyName; name != "" {
			policy = " \"" + name + "\""
		}
		return "the longest that your tenant's policy" + policy + " allows; the procedure asks for 24 " +
			"months. Put the renewal into your calendar."
	}
	return life.Why() + "."
}

func keeperName(s setup.Snapshot) string {
	switch {
	case !s.Keychain.Known:
		return "not chosen yet: no keychain answers here"
	case s.Keychain.Value.Name == setup.KeeperShownOnce:
		return "nowhere: you see it once and paste it into the MTP portal in this run"
	case !s.Keychain.Value.Lasting:
		return s.Keychain.Value.Name + "; gone when this program ends"
	}
	return s.Keychain.Value.Name
}
