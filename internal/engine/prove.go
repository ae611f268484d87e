package engine

import (
	"context"

	"ssowizard/internal/advice"
	"ssowizard/internal/prove"
	"ssowizard/internal/setup"
)

// Prove shows that what was set up works: what the directory says, then a token
// with the kept secret, three times in a row, and one user read with it. It
// ends when Patience does at the latest.
func (r *Session) Prove(ctx context.Context, note func(setup.Proof)) (setup.Proof, error) {
	l := prove.NewChain(r, note)
	keyID := r.Profile().Secret.KeyID
	secret, err := r.Secret(ctx)
	if err != nil {
		return l.P, err
	}
	seen := make(chan error, 1)
	go func() { seen <- r.readBack(ctx) }()
	token, err := l.AwaitToken(ctx, secret)
	if derr := l.Directory(<-seen); err == nil {
		err = derr
	}
	if err != nil {
		return l.P, err
	}
	l.LookForRemoved(ctx)
	if l.Finish(ctx, token, secret); ctx.Err() != nil {
		return l.P, ctx.Err() // stopped: what was not read says nothing
	}
	r.mu.Lock()
	if keyID == r.profile.Secret.KeyID {
		r.proof, r.proofOf = setup.Known(l.P.Clone()), keyID
	}
	stored := setup.Known(r.profile.Secret.Keeper != setup.KeeperShownOnce) // it was read from there just now
	r.mu.Unlock()
	r.hold28(stored, nil)
	if l.P.Good {
		now := r.Now().UTC()
		err = r.Update(func(p *setup.Profile) { p.Secret.Proven = &now })
	}
	return l.P, err
}

// readBack observes, unless that was done a moment ago and after the last write.
func (r *Session) readBack(ctx context.Context) error {
	r.mu.Lock()
	signedIn, fresh := r.session != nil, !r.old() && r.Now().Sub(r.seen.began) < prove.Recent
	r.mu.Unlock()
	if !signedIn {
		return advice.ErrNotSignedIn
	}
	if fresh {
		return nil
	}
	_, err := r.Observe(ctx)
	return err
}

// SurelyNotGranted tells whether the directory, read after the last write, holds
// no grant that a token could still be waiting for.
func (r *Session) SurelyNotGranted() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.current(r.old())
	if !s.Principal.Known || !s.Grants.Known {
		return false
	}
	_, ok := setup.Granted(s)
	return !ok
}
