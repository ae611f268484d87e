package setup

import (
	"strconv"
	"strings"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
	"ssowizard/internal/secret"
	"ssowizard/internal/text"
)

// MadeByHand finds in Entra's list the secret whose value a person gave here:
// by its first characters, where one alone begins so and still works.
func (p Profile) MadeByHand(s Snapshot) (graph.Password, bool) {
	if !p.Secret.ByHand || s.App.Value == nil {
		return graph.Password{}, false
	}
	var found []graph.Password
	for _, c := range s.App.Value.PasswordCredentials {
		if c.Hint != "" && c.Hint == p.Secret.Hint && c.EndDateTime.After(s.At) {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		return graph.Password{}, false
	}
	return found[0], true
}

// Spans of a secret's life.
const (
	SecretMonths = 24                  // what the procedure asks for
	expiringSoon = 30 * 24 * time.Hour // from here on a warning
)

// FindPassword looks a client secret up by its key id.
func FindPassword(app *graph.Application, keyID string) (graph.Password, bool) {
	for _, c := range app.PasswordCredentials {
		if keyID != "" && c.KeyID == keyID {
			return c, true
		}
	}
	return graph.Password{}, false
}

// AgeFindings judges how much longer a secret lives.
func AgeFindings(now time.Time, c graph.Password) []Finding {
	if c.EndDateTime.IsZero() {
		return nil // nothing can be said of its age
	}
	left := c.EndDateTime.Sub(now)
	switch {
	case left <= 0:
		return []Finding{{Code: CodeSecretExpired, Level: LevelFail, Subject: c.KeyID,
			Args: messages.With("day", text.Day(c.EndDateTime), "life", EndWords(now, c))}}
	case left < expiringSoon:
		return []Finding{{Code: CodeSecretExpiring, Level: LevelWarn, Subject: c.KeyID,
			Args: messages.With("day", text.Day(c.EndDateTime), "days",
				strconv.Itoa(DaysLeft(now, c.EndDateTime)))}}
	}
	return nil
}

// NoEnd is said of a secret of which Entra names no end.
const NoEnd = "no end known"

// EndWords says until when a secret works, or that it has ended.
func EndWords(now time.Time, c graph.Password) string {
	switch {
	case c.EndDateTime.IsZero():
		return NoEnd
	case !c.Ended(now):
		return "until " + text.Day(c.EndDateTime)
	}
	return "ended on " + text.Day(c.EndDateTime)
}

// LooksLike tells whether a value can be the secret whose beginning Entra shows:
// the hint is the first three characters of the value (Graph docs,
// passwordCredential). Without a hint nothing speaks against it.
func LooksLike(v secret.Value, hint string) bool { return strings.HasPrefix(v.Reveal(), hint) }

// HintOf is the beginning of a remembered secret's value; "" where it is not
// known.
func (p Profile) HintOf(keyID string) string {
	switch {
	case p.Secret.KeyID == keyID:
		return p.Secret.Hint
	case p.Renewal != nil && p.Renewal.Old.KeyID == keyID:
		return p.Renewal.Old.Hint
	}
	return ""
}

// JustMade tells whether "not found" may be the delay of something new, whose
// receipt a run did not come to file.
func (p Profile) JustMade(now time.Time) bool { return p.App.AppID != "" && Young(p.App.Made, now) }

// PasswordOf finds a client secret of the registration by its key id.
func PasswordOf(s Snapshot, keyID string) (graph.Password, bool) {
	if s.App.Value == nil {
		return graph.Password{}, false
	}
	return FindPassword(s.App.Value, keyID)
}

// HasPassword tells whether the registration holds a client secret, by its key id.
func HasPassword(s Snapshot, keyID string) bool {
	_, ok := PasswordOf(s, keyID)
	return ok
}

// HandedOver is when a person said that the MTP portal has the secret that was
// the profile's before a renewal; nil if nobody did.
func HandedOver(p Profile) *time.Time {
	if p.Renewal != nil {
		return p.Renewal.Old.Pasted
	}
	if w, ok := p.Confirmed["29"]; ok {
		return &w.At
	}
	return nil
}

// SecretAge judges how much longer the remembered secret lives, where nobody is
// signed in to read it anew. It is empty where none is remembered.
func (p Profile) SecretAge(now time.Time) []Finding {
	if p.Secret.KeyID == "" || p.Secret.End.IsZero() {
		return nil
	}
	return AgeFindings(now, graph.Password{KeyID: p.Secret.KeyID, EndDateTime: p.Secret.End})
}
