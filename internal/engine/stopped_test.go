package engine_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"ssowizard/internal/change"
	"ssowizard/internal/must"
	"ssowizard/internal/secret"
	"ssowizard/internal/vault"
)

// stoppingKeychain is one that the person stops the program at, once stop is set.
type stoppingKeychain struct {
	vault.Keychain
	stop context.CancelFunc
}

func (k *stoppingKeychain) Put(ctx context.Context, key vault.Key, s secret.Value) error {
	if k.stop == nil {
		return k.Keychain.Put(ctx, key, s)
	}
	k.stop()
	return context.Cause(ctx)
}

// TestWhoeverStopsIsNotToldOfTheKeychain: a secret that is taken back because the
// person stopped the program is no fault of the keychain, and four writes that
// nobody read back are not told as "1 of 14 parts done".
func TestWhoeverStopsIsNotToldOfTheKeychain(t *testing.T) {
	w := newWalk(t, "new")
	keychain := &stoppingKeychain{Keychain: vault.Memory()}
	w.keychain = keychain
	w.restart()
	w.signIn(w.sc.Admin)
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.pasteURIs()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	keychain.stop = stop
	plan, err := w.r.PlanWhole()
	must.Do(t, err)
	var said []string
	_, err = w.r.Apply(ctx, plan, func(n change.Note) { said = append(said, n.Text) })
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("it ended with %v", err)
	}
	if text := strings.Join(said, "\n"); strings.Contains(text, "keychain did not") || !strings.Contains(text, "Stopped before its value was kept") {
		t.Errorf("said: %s", text)
	}
	if n := len(w.srv.State().Secrets); n != 0 {
		t.Errorf("%d secrets stay", n)
	}
	if text := strings.Join(w.r.Summary(), "\n"); !strings.Contains(text, "parts done when last looked at") || strings.Contains(text, "Next:") || !strings.Contains(text, "Go on with") {
		t.Errorf("at the end: %s", text)
	}
}
