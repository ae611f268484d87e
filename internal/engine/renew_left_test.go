package engine_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/must"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// lockable is a keychain that is locked at some time, and stays so.
type lockable struct {
	vault.Keychain
	locked atomic.Bool
}

func (l *lockable) why(op string) error {
	return &vault.Unavailable{Op: op, Kind: vault.Locked, Reason: "The keychain is locked.", Remedy: "Unlock it."}
}

func (l *lockable) Get(ctx context.Context, k vault.Key) (secret.Value, error) {
	if l.locked.Load() {
		return secret.Value{}, l.why("get")
	}
	return l.Keychain.Get(ctx, k)
}

func (l *lockable) Put(ctx context.Context, k vault.Key, s secret.Value) error {
	if l.locked.Load() {
		return l.why("put")
	}
	return l.Keychain.Put(ctx, k, s)
}

func (l *lockable) Delete(ctx context.Context, k vault.Key) error {
	if l.locked.Load() {
		return l.why("delete")
	}
	return l.Keychain.Delete(ctx, k)
}

// TestARenewalEndsOnAKeychainThatStaysLocked: it is locked when the old secret was removed in Entra, before or after the
// process was killed at that. The renewal ends all the same, and says what stays where.
func TestARenewalEndsOnAKeychainThatStaysLocked(t *testing.T) {
	t.Parallel()
	for name, killed := range map[string]bool{"in one run": false, "by the next run": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := &lockable{Keychain: vault.Memory()}
			w := newWalkAlone(t, "new")
			w.keychain = k
			w.restart()
			must.Do(t, w.whole(t.Context()))
			for _, id := range []string{"10-11", "29", "S1-S2"} {
				must.Do(t, w.r.Confirm(id, ""))
			}
			old := w.r.Profile().Secret.KeyID
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			n := 2 // the writes of a renewal: the new secret, and the removal of the old one
			w.stopAt(n, true, func() {
				k.locked.Store(true)
				if killed {
					stop()
				}
			})
			err := w.renewing(old)(ctx)
			if (err != nil) != killed {
				t.Fatalf("ended with %v", err)
			}
			if killed {
				w.srv.SetFault(nil)
				w.restart()
				_ = w.r.ProbeKeychain(t.Context())
				if _, err := w.r.Resolve(t.Context(), "contoso.com"); err != nil {
					t.Fatal(err)
				}
				w.signInAgain(w.sc.Admin)
				w.observe()
				if next := w.r.Renewal().Next; next != "" {
					t.Fatalf("it goes on with %s: %+v", next, w.r.Renewal().Phases)
				}
				must.Do(t, w.endRenewal(t.Context()))
			}
			if _, has := w.srv.State().Secrets[old]; has || w.r.Profile().Renewal != nil {
				t.Errorf("in Entra %v, the renewal %+v", has, w.r.Profile().Renewal)
			}
			var left string
			for _, rec := range w.r.Profile().Receipts {
				if rec.Gone && rec.ObjectID == old {
					left = rec.Left
				}
			}
			for _, said := range []string{w.left, left} {
				for _, want := range []string{"opens nothing any more", old, "The keychain is locked.", "Remove it"} {
					if !strings.Contains(said, want) {
						t.Errorf("%q is not said: %s", want, said)
					}
				}
			}
		})
	}
}

// TestARenewalWhoseNewSecretIsRefusedIsNotOver: the old one is gone, and Entra refuses the new one.
func TestARenewalWhoseNewSecretIsRefusedIsNotOver(t *testing.T) {
	w := newWalk(t, "new")
	must.Do(t, w.whole(t.Context()))
	_, err := w.r.Prove(t.Context(), func(setup.Proof) {})
	must.Do(t, err)
	old := w.r.Profile().Secret.KeyID
	plan, err := w.r.PlanRenew()
	must.Do(t, err)
	w.apply(plan, nil)
	_, err = w.r.Prove(t.Context(), func(setup.Proof) {})
	must.Do(t, err)
	must.Do(t, w.somebody().RemovePassword(t.Context(), w.r.Profile().App.ObjectID, old))
	for _, id := range []string{"29", "S1-S2"} {
		must.Do(t, w.r.Confirm(id, ""))
	}
	w.observe()
	if next := w.r.Renewal().Next; next != "" {
		t.Fatalf("the next part is %q", next)
	}
	must.Do(t, w.somebody().RemovePassword(t.Context(), w.r.Profile().App.ObjectID, w.r.Profile().Secret.KeyID))
	w.observe()
	if next := w.r.Renewal().Next; next != "prove" {
		t.Errorf("the next part is %q, though the new secret is gone too", next)
	}
}
