package steps

import (
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// Steps 23–27: how long the secret will last and why, where it will be kept, and what
// happens if keeping fails, all said before it is made.

// secretAhead says it of a secret that is to be made.
func secretAhead(st State) Block {
	life := judge.LifeOf(st.Snapshot, st.Profile)
	return Block{
		Fact{Label: "Lifetime", Weight: Strong, Text: "until " + text.Day(life.End)},
		Fact{Weight: Quiet, Text: lifetimeWhy(st.Snapshot, life)},
		Fact{Label: "Kept in", Weight: Strong, Text: keeperName(st.Snapshot)},
		Fact{Weight: Quiet, Text: "It is read back from there at once. If that fails, the new secret is " +
			"taken back at Entra."},
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
