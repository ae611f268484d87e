package steps_test

import (
	"errors"
	"testing"

	"ssowizard/internal/vault"
)

// TestTheValueOfARemovedSecretGoesWithIt: somebody removes the secret in Entra, a setup makes another, and the keychain
// holds the one value that opens something.
func TestTheValueOfARemovedSecretGoesWithIt(t *testing.T) {
	w := newWalk(t, "new")
	must(t, w.whole(t.Context()))
	p := w.r.Profile()
	old := vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: p.Secret.KeyID}
	must(t, w.somebody().RemovePassword(t.Context(), p.App.ObjectID, old.KeyID))
	w.later()
	w.restart()
	must(t, w.whole(t.Context()))
	now := old
	now.KeyID = w.r.Profile().Secret.KeyID
	if now == old {
		t.Fatal("no other secret was made")
	}
	if _, err := w.keychain.Get(t.Context(), now); err != nil {
		t.Errorf("the new value: %v", err)
	}
	if _, err := w.keychain.Get(t.Context(), old); !errors.Is(err, vault.ErrNotFound) {
		t.Errorf("the dead value is still in the keychain: %v", err)
	}
}
