package engine_test

import (
	"errors"
	"testing"

	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// TestTheValueOfARemovedSecretGoesWithIt: somebody removes the secret in Entra, a setup makes another, and the keychain
// holds the one value that opens something.
func TestTheValueOfARemovedSecretGoesWithIt(t *testing.T) {
	w := newWalk(t, "new")
	must.Do(t, w.whole(t.Context()))
	p := w.r.Profile()
	old := vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: p.Secret.KeyID}
	must.Do(t, w.somebody().RemovePassword(t.Context(), p.App.ObjectID, old.KeyID))
	w.later()
	w.restart()
	must.Do(t, w.whole(t.Context()))
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

// TestAPersonsWordIsAboutOneSecret: somebody removes the secret that the MTP portal has, and a setup makes another. Nobody
// has said that this one is in the portal, or signed in with it.
func TestAPersonsWordIsAboutOneSecret(t *testing.T) {
	w := newWalk(t, "new")
	must.Do(t, w.whole(t.Context()))
	words := []string{"10-11", "29", "S1-S2"}
	for _, id := range words {
		must.Do(t, w.r.Confirm(id, ""))
	}
	p := w.r.Profile()
	must.Do(t, w.somebody().RemovePassword(t.Context(), p.App.ObjectID, p.Secret.KeyID))
	w.later()
	w.restart()
	must.Do(t, w.whole(t.Context()))
	if w.r.Profile().Secret.KeyID == p.Secret.KeyID {
		t.Fatal("no other secret was made")
	}
	v := w.r.Verdict(judge.Walking)
	for i, want := range []setup.Status{setup.StatusConfirmed, setup.StatusTodo, setup.StatusTodo} {
		if got := v.Phase(words[i]).Status; got != want {
			t.Errorf("%s is %s", words[i], got)
		}
	}
}

// TestAnotherValueByHandHasNotBeenPasted: the same value given again is still the one in the portal.
func TestAnotherValueByHandHasNotBeenPasted(t *testing.T) {
	w := newWalkAlone(t, "new")
	_, err := w.r.Resolve(t.Context(), "contoso.com")
	must.Do(t, err)
	must.Do(t, w.r.ChooseExisting("12345678-90ab-cdef-1234-567890abcdef"))
	give := func(value string, want bool) {
		t.Helper()
		must.Do(t, w.r.KeepByHand(t.Context(), value))
		if _, said := w.r.Profile().Confirmed["29"]; said != want {
			t.Errorf("the word about the portal stands: %v", said)
		}
	}
	must.Do(t, w.r.Confirm("29", ""))
	give("abc8Q~0123456789abcdefghijklmnopqrstuvwx", true) // said of this one, before it was given here
	give("abc8Q~0123456789abcdefghijklmnopqrstuvwx", true)
	give("xyz8Q~0123456789abcdefghijklmnopqrstuvwx", false)
}
