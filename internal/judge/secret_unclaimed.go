package judge

import (
	"fmt"

	"ssowizard/internal/graph"
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
		out = append(out, setup.Finding{Code: setup.CodeSecretUnclaimed, Level: level, Subject: c.KeyID,
			Want: "in use by this computer", Got: c.DisplayName + ", " + LifeWords(c), Text: unclaimedWords(p, c),
			Remedy: "Find out whether the MTP portal uses it. If nobody does, let the wizard remove it; it is shown first."})
	}
	return out
}

// unclaimedWords say where such a secret came from, as far as is known here.
func unclaimedWords(p setup.Profile, c graph.Password) string {
	switch {
	case !MadeHere(p, c.KeyID):
		return fmt.Sprintf("The client secret %q was made by ssowizard, and no receipt on this computer knows it. "+
			"A run that broke off may have left it, or another computer made it.", c.DisplayName)
	case p.Secret.KeyID == "":
		return fmt.Sprintf("The client secret %q was made here and still works, "+
			"but this computer does not use it any more.", c.DisplayName)
	}
	return fmt.Sprintf("The client secret %q was made here and still works, "+
		"beside the one that this computer uses now.", c.DisplayName)
}
