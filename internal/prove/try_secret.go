package prove

import (
	"context"

	"ssowizard/internal/entra"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// TryRole looks into the token and reads one user with it.
func TryRole(ctx context.Context, r Session, p setup.Profile, proof *setup.Proof, t entra.AppToken, secret vault.Secret) {
	proof.Rungs = []setup.Rung{{ID: "token", State: setup.RungOK, Detail: "obtained", Took: proof.Waited}}
	if t.Readable && !t.HasRole("User.Read.All") {
		proof.Finding = TokenFinding(p, nil)
		proof.Rungs = append(proof.Rungs, setup.Rung{ID: "role", State: setup.RungFail, Detail: proof.Finding.Text()})
		return
	}
	read := readUser(ctx, r, p, t, secret)
	role := setup.Rung{ID: "role", State: setup.RungOK, Detail: "roles: User.Read.All"}
	if !t.Readable { // the read alone shows it
		role.State, role.Detail = read.state, "shown by the read of one user"
	}
	proof.Finding, proof.Good = read.finding, read.state == setup.RungOK
	if proof.Good {
		proof.InARow = 1
	}
	proof.Rungs = append(proof.Rungs, role, setup.Rung{ID: "read", State: read.state, Detail: read.detail, Took: read.took})
}
