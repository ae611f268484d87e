package steps

import (
	"context"
	"time"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/vault"
)

// TrySecret tries the kept secret once, whoever is signed in or nobody: a token
// with it, the role in the token, and one user read. The next snapshot carries
// what came of it. vault.ErrNotFound says that the value is not kept here; a
// secret that was refused is no error but a proof that is not good.
func (r *Runner) TrySecret(ctx context.Context) (Proof, error) {
	secret, err := r.Secret(ctx)
	if err != nil {
		r.hold28(storedAnswer(err), nil)
		return Proof{}, err
	}
	p := r.Profile()
	proof := Proof{At: r.cfg.Now(), Tries: 1}
	t, err := r.cfg.Entra.AppToken(ctx, p.Tenant.ID, p.App.AppID, secret.Reveal())
	proof.Waited = r.cfg.Now().Sub(proof.At)
	switch {
	case err != nil && !isRefusal(err):
		part := unknown[Proof](Reason{Text: Advise(err).What, Remedy: Advise(err).Do})
		r.hold28(known(true), &part)
		return proof, err
	case err != nil:
		proof.Finding = tokenFinding(p, err)
		proof.Rungs = []Rung{{ID: "token", State: RungFail, Detail: proof.Finding.Text, Took: proof.Waited}}
	default:
		r.tryRole(ctx, p, &proof, t, secret)
	}
	part := known(proof)
	r.hold28(known(true), &part)
	return proof, nil
}

// TryKept ends the look of a check: it tries the kept secret once more where it has
// just worked, or was never proven, now with the one read that the MTP portal will
// make. What it finds is in the snapshot; only the end of ctx is an error.
func (r *Runner) TryKept(ctx context.Context) error {
	s, p := r.both()
	never := !s.Proof.Known && s.Stored.Known && s.Stored.Value && p.Secret.Proven == nil
	if never || s.Proof.Known && s.Proof.Value.Good {
		_, _ = r.TrySecret(ctx) // a refusal is a finding, not an end
	}
	return ctx.Err()
}

// tryRole looks into the token and reads one user with it.
func (r *Runner) tryRole(ctx context.Context, p Profile, proof *Proof, t entra.AppToken, secret vault.Secret) {
	proof.Rungs = []Rung{{ID: "token", State: RungOK, Detail: "obtained", Took: proof.Waited}}
	if t.Readable && !t.HasRole("User.Read.All") {
		proof.Finding = tokenFinding(p, nil)
		proof.Rungs = append(proof.Rungs, Rung{ID: "role", State: RungFail, Detail: proof.Finding.Text})
		return
	}
	read := r.readUser(ctx, p, t, secret)
	role := Rung{ID: "role", State: RungOK, Detail: "roles: User.Read.All"}
	if !t.Readable { // the read alone shows it
		role.State, role.Detail = read.state, "shown by the read of one user"
	}
	proof.Finding, proof.Good = read.finding, read.state == RungOK
	if proof.Good {
		proof.InARow = 1
	}
	proof.Rungs = append(proof.Rungs, role, Rung{ID: "read", State: read.state, Detail: read.detail, Took: read.took})
}

// hold28 keeps what was learned about the kept secret for the last snapshot and
// the next ones. No proof leaves the one before.
func (r *Runner) hold28(stored Part[bool], proof *Part[Proof]) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if proof != nil {
		r.proof, r.proofOf = *proof, r.profile.Secret.KeyID
	}
	r.stored, r.storedOf = stored, r.profile.Secret.KeyID
}

// SecretAge judges how much longer the remembered secret lives, where nobody is
// signed in to read it anew. It is empty where none is remembered.
func (p Profile) SecretAge(now time.Time) []Finding {
	if p.Secret.KeyID == "" || p.Secret.End.IsZero() {
		return nil
	}
	return ageFindings(now, graph.Password{KeyID: p.Secret.KeyID, EndDateTime: p.Secret.End})
}
