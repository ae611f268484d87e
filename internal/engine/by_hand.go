package engine

import (
	"context"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/mtp"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// byHandPrefix begins the name under which a value is kept whose key id is not
// known: only Entra's list says it, and nobody is signed in to read that.
const byHandPrefix = "by-hand-"

// ValueError says why a text was not taken for the value of a client secret. It
// never holds the text.
type ValueError struct{ Why, Remedy string }

func (e *ValueError) Error() string { return strings.TrimSpace(e.Why + " " + e.Remedy) }

// KeepByHand keeps the value of a client secret that a person made in the portal,
// so that it can be proven and entered without a sign-in: a token needs nothing
// but both ids and the value. Errors: *ValueError for what is no such value,
// *BlockedError where an id is missing, what the keychain says. After an error
// what was kept before is still kept.
func (r *Session) KeepByHand(ctx context.Context, typed string) error {
	typed = strings.TrimSpace(typed)
	if p, wrong := mtp.Misplaced(mtp.FieldClientSecret, typed); wrong {
		return &ValueError{p.Text, p.Remedy}
	}
	if strings.ContainsAny(typed, " \t\r\n") {
		return &ValueError{"This is more than one word, and the value of a client secret is one.",
			"Copy the column \"Value\" of the client secret alone."}
	}
	_, p := r.Both()
	switch {
	case p.Tenant.ID == "":
		return advice.ErrNoTenant
	case p.App.AppID == "":
		return &advice.BlockedError{By: "the application (client) ID of step 9"}
	case p.Secret.KeyID != "" && !p.Secret.ByHand:
		return &advice.BlockedError{By: "the secret that this wizard made is kept already; " +
			"ssowizard renew replaces it"}
	}
	value, key := secret.New(typed), byHandPrefix+change.RandomHex(8)
	keeper, err := r.Store(ctx, vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: key}, value)
	if err != nil {
		return err
	}
	before := p.Secret
	err = r.Update(func(p *setup.Profile) {
		if hint := firstRunes(typed, 3); before.KeyID != "" && hint != before.Hint {
			p.Unsaid()
		}
		p.Secret = setup.ProfileSecret{KeyID: key, Name: "made by hand", Hint: firstRunes(typed, 3),
			Keeper: keeper, ByHand: true}
	})
	if err != nil {
		_ = r.Forget(ctx, key) // the error that matters is told
		return err
	}
	if before.KeyID != "" {
		_ = r.Forget(ctx, before.KeyID) // another value that serves nobody
	}
	r.hold28(setup.Known(keeper != setup.KeeperShownOnce), nil)
	return nil
}

// firstRunes is the beginning of a text; Entra shows as much of a secret.
func firstRunes(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}
