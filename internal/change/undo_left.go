package change

import (
	"context"
	"errors"

	"ssowizard/internal/advice"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/vault"
)

// Clear removes the value of a secret that Entra holds no more, and says what of it
// stays on this computer: a keychain that is locked or not there is no reason to
// call the secret not taken back, since nothing signs in with it any more. Only a
// run that is stopped leaves it for the next.
func Clear(ctx context.Context, r Env, keyID string) (left string, err error) {
	keeper, here := keepers(r, keyID)
	if keeper != here && keeper != "" && keeper != setup.KeeperShownOnce {
		p := r.Profile()
		key := vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: keyID}
		return text.Clean("The secret is removed in Entra and opens nothing any more. Its value stays in " +
			keeper + " under \"ssowizard\", " + key.Account() +
			", where this run did not look. Remove it there."), nil
	}
	err = r.Forget(ctx, keyID)
	var stays *advice.LeftError
	switch {
	case err == nil || ctx.Err() != nil || !errors.As(err, &stays):
		return "", err
	}
	why := stays.Keeper + " did not remove it."
	if gone, ok := errors.AsType[*vault.Unavailable](err); ok {
		why = gone.Reason
	}
	return text.Clean("The secret is removed in Entra and opens nothing any more. Its value may stay in " +
		stays.Keeper + " under \"ssowizard\", " + stays.Account + ": " + why +
		" Remove it in the desktop's own password program."), nil
}

// keepers are where a remembered secret was put, "" where that is not known, and
// where this run looks.
func keepers(r Env, keyID string) (put, here string) {
	if k := r.Kept(); k != nil {
		here = k.Name()
	}
	switch p := r.Profile(); {
	case p.Secret.KeyID == keyID:
		put = p.Secret.Keeper
	case p.Renewal != nil && p.Renewal.Old.KeyID == keyID:
		put = p.Renewal.Old.Keeper
	}
	return put, here
}
