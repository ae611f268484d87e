package engine

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/vault"
)

// ProbeKeychain tries the keychain with a value of no meaning, before anybody
// signs in. Its result is in every later snapshot.
func (r *Session) ProbeKeychain(ctx context.Context) error {
	r.mu.Lock()
	k := r.keychain
	r.mu.Unlock()
	if k == nil {
		return nil // chosen: shown once
	}
	err := vault.Probe(ctx, k)
	state := setup.Known(setup.KeychainState{Name: k.Name(), Lasting: k.Lasting()})
	if err != nil {
		a := advice.Advise(err)
		state = setup.Unknown[setup.KeychainState](setup.Reason{Text: a.What, Remedy: a.Do})
	}
	var none *vault.Unavailable
	r.mu.Lock()
	r.keyState, r.keyNever = state, errors.As(err, &none) && none.Never()
	r.mu.Unlock()
	return err
}

// UseKeychain changes the keeper, where the first choice does not answer.
func (r *Session) UseKeychain(k vault.Keychain) {
	r.mu.Lock()
	r.keychain = k
	r.keyState = setup.Unknown[setup.KeychainState](setup.Reason{Text: "it was not tried yet"})
	r.mu.Unlock()
}

// ShownOnce decides that the secret is kept nowhere: it can be copied while
// this program runs, and is gone with it.
func (r *Session) ShownOnce() {
	r.mu.Lock()
	r.keychain = nil
	r.keyState = setup.Known(setup.KeychainState{Name: setup.KeeperShownOnce})
	r.mu.Unlock()
}

// FilePath is where an encrypted file for this tenant's secret would lie.
func (r *Session) FilePath() string {
	p := r.Profile()
	return filepath.Join(r.cfg.Dir, "secrets", text.Or(p.Name, "secret")+".age")
}

// Secret reads the value back for copying or revealing. vault.ErrNotFound: it
// is not kept where the profile says.
func (r *Session) Secret(ctx context.Context) (secret.Value, error) {
	r.mu.Lock()
	k, p := r.keychain, r.profile.Clone()
	held, ok := r.inMemory[p.Secret.KeyID]
	r.mu.Unlock()
	switch {
	case p.Secret.KeyID == "":
		return secret.Value{}, vault.ErrNotFound
	case ok:
		return held, nil
	case p.Secret.Keeper == setup.KeeperShownOnce:
		return secret.Value{}, fmt.Errorf("%w (%w)", advice.ErrShownOnce, vault.ErrNotFound)
	case k == nil:
		return secret.Value{}, vault.ErrNotFound
	}
	v, err := change.Fetch(ctx, k,
		vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: p.Secret.KeyID}, p.Secret.Hint)
	if errors.Is(err, vault.ErrNotFound) && p.Secret.Keeper != "" && p.Secret.Keeper != k.Name() {
		// Not here says nothing about where it was put.
		return v, &vault.Unavailable{Reason: "The secret is kept in " +
			p.Secret.Keeper + ", and this run looks in " + k.Name() + ".",
			Remedy: "Run it where " + p.Secret.Keeper + " answers or can be chosen."}
	}
	return v, err
}
