package document

import (
	"slices"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// ValidateSecret is a client secret without its value.
type ValidateSecret struct {
	KeyID       string    `json:"keyId"`
	Hint        string    `json:"hint"`
	EndDateTime time.Time `json:"endDateTime,omitzero"` // left out where no end is known
	DaysLeft    *int      `json:"daysLeft,omitempty"`   // negative once it has ended
	InKeychain  *bool     `json:"inKeychain"`           // null where the keychain did not answer
	Works       *bool     `json:"works"`                // null where it could not be tried
}

// validateSecret tells the kept secret, or of several whose values nobody knows the
// one that lives longest.
func validateSecret(s setup.Snapshot, p setup.Profile) *ValidateSecret {
	c, kept := theSecret(s, p)
	if c.KeyID == "" {
		return nil
	}
	no := false
	out := &ValidateSecret{KeyID: c.KeyID, Hint: c.Hint, EndDateTime: c.EndDateTime.UTC(),
		DaysLeft: daysLeft(s.At, c.EndDateTime), InKeychain: &no}
	if !kept {
		return out
	}
	out.InKeychain = nil
	if s.Stored.Known {
		out.InKeychain = &s.Stored.Value
	}
	if s.Proof.Known {
		out.Works = works(s.Proof.Value)
	}
	return out
}

// works tells whether a token was obtained with the secret, whatever the token may
// do; nil where that could not be told.
func works(p setup.Proof) *bool {
	f := p.Finding
	obtained := func(r setup.Link) bool { return r.ID == "token" && r.State == setup.LinkOK }
	token := slices.ContainsFunc(p.Links, obtained)
	yes := p.Good || token || f != nil && f.Code == setup.CodeConsentMissing
	if !yes && f != nil && f.Level == setup.LevelUnknown {
		return nil
	}
	return &yes
}

// theSecret is the one that counts: the profile's, else the one that lives longest.
func theSecret(s setup.Snapshot, p setup.Profile) (c graph.Password, kept bool) {
	if app := s.App.Value; app != nil {
		if c, kept = setup.FindPassword(app, p.Secret.KeyID); !kept {
			c, _ = judge.LongestLived(app)
		}
		return c, kept
	}
	if p.Secret.KeyID == "" || s.App.Known {
		return c, false
	}
	return graph.Password{KeyID: p.Secret.KeyID, Hint: p.Secret.Hint, EndDateTime: p.Secret.End}, true
}
