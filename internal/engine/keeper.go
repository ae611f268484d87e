package engine

import (
	"context"
	"errors"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// Store puts a secret away and reads it back. What stands there already is never
// overwritten: the key id is new, so it is somebody else's. After a failure
// nothing stays behind, or the error names it.
func (r *Session) Store(ctx context.Context, key vault.Key, secret secret.Value) (keeper string, err error) {
	r.mu.Lock()
	k := r.keychain
	r.mu.Unlock()
	if k == nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.inMemory[key.KeyID] = secret
		return setup.KeeperShownOnce, nil
	}
	switch _, err := k.Get(ctx, key); {
	case err == nil:
		return "", vault.NotTheSecret("put")
	case !errors.Is(err, vault.ErrNotFound):
		return "", err
	}
	err = k.Put(ctx, key, secret)
	if err == nil {
		err = readBack(ctx, k, key, secret)
	}
	if err != nil {
		return "", errors.Join(err, discard(ctx, k, key))
	}
	return k.Name(), nil
}

// readBack compares what the keychain gives with what it was given.
func readBack(ctx context.Context, k vault.Keychain, key vault.Key, secret secret.Value) error {
	back, err := k.Get(ctx, key)
	if err == nil && !back.Equal(secret) || errors.Is(err, vault.ErrNotFound) {
		return &vault.Unavailable{Op: "get",
			Kind: vault.Unfaithful, Reason: k.Name() + " gave back something else than it was given.",
			Remedy: "Choose another place for the secret."}
	}
	return err
}

// discard removes what a failed store may have left, even when the caller has
// given up, and sees that it is gone; else it is named.
func discard(ctx context.Context, k vault.Keychain, key vault.Key) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), change.DiscardWithin)
	defer cancel()
	if err := k.Delete(ctx, key); err == nil || errors.Is(err, vault.ErrNotFound) {
		if _, err := k.Get(ctx, key); errors.Is(err, vault.ErrNotFound) {
			return nil
		}
	}
	return &advice.LeftError{Keeper: k.Name(), Account: key.Account()}
}

// Forget removes a secret's value from where it is kept, and sees that it is
// gone. What somebody else put under its name stays.
func (r *Session) Forget(ctx context.Context, keyID string) error {
	r.mu.Lock()
	k, p := r.keychain, r.profile.Clone()
	delete(r.inMemory, keyID)
	r.mu.Unlock()
	if k == nil {
		return nil
	}
	key := vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: keyID}
	left := &advice.LeftError{Keeper: k.Name(), Account: key.Account()}
	kept, err := change.IsKept(ctx, k, key, p.HintOf(keyID))
	switch {
	case err != nil:
		return errors.Join(err, left)
	case !kept:
		return nil
	}
	if err := k.Delete(ctx, key); err != nil && !errors.Is(err, vault.ErrNotFound) {
		return errors.Join(err, left)
	}
	if _, err := k.Get(ctx, key); !errors.Is(err, vault.ErrNotFound) {
		return errors.Join(err, left)
	}
	return nil
}
