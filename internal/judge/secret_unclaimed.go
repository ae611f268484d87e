package judge

import (
	"strconv"

	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
)

// Unclaimed are the living secrets that carry this program's mark and that this
// computer does not use: one that was made here before the one in use, or that no
// receipt of it knows, from a run whose end nobody heard or from another computer.
// The MTP portal may use any of them. Only a person can tell.
func Unclaimed(s setup.Snapshot, p setup.Profile) []graph.Password {
	if s.App.Value == nil {
		return nil
	}
	lost, _ := Orphan(s, p)
	var out []graph.Password
	for _, c := range s.App.Value.PasswordCredentials {
		claimed := c.KeyID == p.Secret.KeyID || c.KeyID == lost.KeyID ||
			p.Renewal != nil && c.KeyID == p.Renewal.Old.KeyID
		if setup.NamedHere(c.DisplayName) && !claimed && Usable(c, s.At) {
			out = append(out, c)
		}
	}
	return out
}

// unclaimedFindings name them: as something wrong where this computer has a secret
// of its own that does the work, and as a note where they may be the one in use.
func unclaimedFindings(s setup.Snapshot, p setup.Profile) []setup.Finding {
	level := setup.LevelNote
	if p.Renewal == nil && setup.HasPassword(s, p.Secret.KeyID) {
		level = setup.LevelWarn
	}
	var out []setup.Finding
	for _, c := range Unclaimed(s, p) {
		out = append(out, unclaimedFinding(p, c, level))
	}
	return out
}

// unclaimedFinding tells where such a secret came from, as far as is known here.
func unclaimedFinding(p setup.Profile, c graph.Password, level setup.Level) setup.Finding {
	args := messages.With("quoted", strconv.Quote(c.DisplayName), "name", c.DisplayName, "life", LifeWords(c))
	switch {
	case !MadeHere(p, c.KeyID):
		return setup.Finding{Code: setup.CodeSecretUnclaimed, Variant: "no-receipt", Level: level,
			Subject: c.KeyID, Args: args}
	case p.Secret.KeyID == "":
		return setup.Finding{Code: setup.CodeSecretUnclaimed, Variant: "no-longer", Level: level,
			Subject: c.KeyID, Args: args}
	}
	return setup.Finding{Code: setup.CodeSecretUnclaimed, Level: level, Subject: c.KeyID, Args: args}
}
