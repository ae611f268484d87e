package prove

import (
	"context"
	"time"

	"ssowizard/internal/setup"
)

// LookForRemoved looks, where a secret was refused to the end, whether Entra's list
// still holds it: one that somebody removed while it was proven is neither new nor
// wrong. Of a young one that never worked, a list that lacks it says nothing.
func (l *chain) LookForRemoved(ctx context.Context) {
	f, p := l.P.Finding, l.r.Profile()
	if f == nil || f.Code != setup.CodeSecretRejected && f.Code != setup.CodeSecretExpired ||
		p.Secret.ByHand || p.Secret.KeyID == "" {
		return
	}
	if !l.once && setup.Young(secretMadeAt(p), l.r.Now()) {
		return
	}
	app, err := l.r.AppNow(ctx)
	if _, there := setup.FindPassword(&app, p.Secret.KeyID); err != nil || there {
		return
	}
	l.P.Finding = &setup.Finding{Code: setup.CodeSecretMissing, Variant: "removed", Level: setup.LevelFail,
		Subject: p.Secret.KeyID}
}

// secretMadeAt is when this computer made the secret in use; zero where no receipt tells.
func secretMadeAt(p setup.Profile) (at time.Time) {
	for _, rec := range p.Receipts {
		if rec.Of(setup.ObjectSecret, p.Secret.KeyID) && !rec.Gone && rec.Action != setup.UndoAction {
			at = rec.At
		}
	}
	return at
}
