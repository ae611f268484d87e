package engine_test

import (
	"errors"
	"maps"
	"testing"

	"ssowizard/internal/must"
	"ssowizard/internal/vault"
)

// TestAKeychainIsBelievedOnlyAfterItsReadBack: a keychain that takes the secret
// and loses it, or gives back another value, is found out in the moment of the
// storing. The secret is taken back at Entra, and nothing says that one is kept.
func TestAKeychainIsBelievedOnlyAfterItsReadBack(t *testing.T) {
	for job := range keyJobs {
		calm := newCell(t, job)
		calm.store.turn("", 0, false)
		must.Do(t, calm.job(t.Context()))
		put := calm.store.put
		for how, from := range map[string]int{"forgets": put, "garbles": put + 1} {
			c := newCell(t, job)
			c.store.turn(how, from, true)
			err := c.job(t.Context())
			var u *vault.Unavailable
			if !errors.As(err, &u) || u.Kind != vault.Unfaithful {
				t.Errorf("%s, %s: it was not found out: %v", job, how, err)
				continue
			}
			if serr := said(err); serr != nil {
				t.Errorf("%s, %s: %v", job, how, serr)
			}
			if now := c.srv.State().Secrets; !maps.Equal(now, c.had) {
				t.Errorf("%s, %s: Entra holds %d secrets, there were %d", job, how, len(now), len(c.had))
			}
			p := c.r.Profile()
			if _, was := c.had[p.Secret.KeyID]; p.Pending != nil || p.Secret.KeyID != "" && !was {
				t.Errorf("%s, %s: the profile holds the secret %q, pending %+v", job, how, p.Secret.KeyID, p.Pending)
			}
			for id := range c.store.values() {
				if _, was := c.had[id]; !was {
					t.Errorf("%s, %s: a value stays in the keychain under %s", job, how, id)
				}
			}
		}
	}
}
