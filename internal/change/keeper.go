package change

import (
	"context"
	"errors"
	"time"

	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// Fetch reads a secret and refuses what stands under its name without being it,
// as another program's entry.
func Fetch(ctx context.Context, k vault.Keychain, key vault.Key, hint string) (secret.Value, error) {
	v, err := k.Get(ctx, key)
	if err == nil && !setup.LooksLike(v, hint) {
		return secret.Value{}, vault.NotTheSecret("get")
	}
	return v, err
}

// IsKept tells whether the keychain holds a secret's value. What somebody else
// put under its name is not it.
func IsKept(ctx context.Context, k vault.Keychain, key vault.Key, hint string) (bool, error) {
	_, err := Fetch(ctx, k, key, hint)
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, vault.ErrNotFound) || foreign(err):
		return false, nil
	}
	return false, err
}

func foreign(err error) bool {
	var u *vault.Unavailable
	return errors.As(err, &u) && u.Kind == vault.Other
}

// DiscardWithin bounds the removal of an entry that is of no use.
const DiscardWithin = 10 * time.Second
