package engine

import (
	"context"
	"errors"
	"fmt"

	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// LockedFile names the encrypted file that the profile's secret lies in while
// this run looks elsewhere. Until it is opened the secret cannot be tried, and
// nothing says that it is gone.
func (r *Session) LockedFile() (path string, locked bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.profile.Secret
	path, isFile := vault.FilePath(s.Keeper)
	_, held := r.inMemory[s.KeyID]
	if s.KeyID == "" || !isFile || held || r.keychain != nil && r.keychain.Name() == s.Keeper {
		return "", false
	}
	return path, true
}

// OpenFile takes up the encrypted file as this run's keychain, if it gives the
// profile's secret back. Errors: vault.ErrPassphrase; vault.ErrNotFound where
// the file does not hold the secret. After an error the run goes on looking
// where it looked before.
func (r *Session) OpenFile(ctx context.Context, file vault.Keychain) error {
	p := r.Profile()
	_, err := file.Get(ctx, vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: p.Secret.KeyID})
	if errors.Is(err, vault.ErrNotFound) {
		return fmt.Errorf("the file is not there, or does not hold this secret: %w", err)
	}
	if err != nil {
		return err
	}
	r.mu.Lock()
	r.keychain = file
	r.keyState = setup.Known(setup.KeychainState{Name: file.Name(), Lasting: file.Lasting()})
	r.mu.Unlock()
	return nil
}
