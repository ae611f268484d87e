package prove

import (
	"context"

	"ssowizard/internal/entra"
	"ssowizard/internal/messages"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
)

// TryRole looks into the token and reads one user with it.
func TryRole(ctx context.Context, r Session, p setup.Profile, proof *setup.Proof, t entra.AppToken,
	secret secret.Value) {
	proof.Links = []setup.Link{{ID: "token", State: setup.LinkOK, Detail: messages.Say("evidence.token"),
		Took: proof.Waited}}
	if t.Readable && !t.HasRole("User.Read.All") {
		proof.Finding = TokenFinding(p, nil)
		proof.Links = append(proof.Links,
			setup.Link{ID: "role", State: setup.LinkFail, Detail: proof.Finding.Text()})
		return
	}
	read := readUser(ctx, r, p, t, secret)
	role := setup.Link{ID: "role", State: setup.LinkOK, Detail: messages.Say("evidence.role")}
	if !t.Readable { // the read alone shows it
		role.State, role.Detail = read.state, "shown by the read of one user"
	}
	proof.Finding, proof.Good = read.finding, read.state == setup.LinkOK
	if proof.Good {
		proof.InARow = 1
	}
	proof.Links = append(proof.Links, role,
		setup.Link{ID: "read", State: read.state, Detail: read.detail, Took: read.took})
}
