package engine

import (
	"context"

	"ssowizard/internal/advice"
	"ssowizard/internal/prove"
	"ssowizard/internal/setup"
)

// TrySecret tries the kept secret once, whoever is signed in or nobody: a token
// with it, the role in the token, and one user read. The next snapshot carries
// what came of it. vault.ErrNotFound says that the value is not kept here; a
// secret that was refused is no error but a proof that is not good.
func (r *Session) TrySecret(ctx context.Context) (setup.Proof, error) {
	secret, err := r.Secret(ctx)
	if err != nil {
		r.hold28(prove.StoredAnswer(err), nil)
		return setup.Proof{}, err
	}
	p := r.Profile()
	proof := setup.Proof{At: r.Now(), Tries: 1}
	t, err := r.AppToken(ctx, p, secret)
	proof.Waited = r.Now().Sub(proof.At)
	switch {
	case err != nil && !prove.IsRefusal(err):
		part := setup.Unknown[setup.Proof](setup.Reason{Text: advice.Advise(err).What,
			Remedy: advice.Advise(err).Do})
		r.hold28(setup.Known(true), &part)
		return proof, err
	case err != nil:
		proof.Finding = prove.TokenFinding(p, err)
		proof.Links = []setup.Link{{ID: "token", State: setup.LinkFail, Detail: proof.Finding.Text(),
			Took: proof.Waited}}
	default:
		prove.TryRole(ctx, r, p, &proof, t, secret)
	}
	part := setup.Known(proof)
	r.hold28(setup.Known(true), &part)
	return proof, nil
}

// TryKept ends the look of a check: it tries the kept secret once more where it has
// just worked, or was never proven, now with the one read that the MTP portal will
// make. What it finds is in the snapshot; only the end of ctx is an error.
func (r *Session) TryKept(ctx context.Context) error {
	s, p := r.Both()
	never := !s.Proof.Known && s.Stored.Known && s.Stored.Value && p.Secret.Proven == nil
	if never || s.Proof.Known && s.Proof.Value.Good {
		_, _ = r.TrySecret(ctx) // a refusal is a finding, not an end
	}
	return ctx.Err()
}

// hold28 keeps what was learned about the kept secret for the last snapshot and
// the next ones. No proof leaves the one before.
func (r *Session) hold28(stored setup.Part[bool], proof *setup.Part[setup.Proof]) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if proof != nil {
		r.proof, r.proofOf = *proof, r.profile.Secret.KeyID
	}
	r.stored, r.storedOf = stored, r.profile.Secret.KeyID
}
