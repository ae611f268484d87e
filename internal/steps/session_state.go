package steps

import (
	"context"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// What follows is what an operation or a proof may ask of the session beside what
// was read and what is remembered.

// stoppedHere tells whether an earlier run was stopped at the write under way: then
// what is found there may be its work. Only the writer asks.
func (r *Runner) stoppedHere() bool { return r.resumed }

// forgetConsent drops what the sign-ins of this run left, once it was taken back.
func (r *Runner) forgetConsent() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.signedIns = signIns{client: r.signedIns.client, carried: r.signedIns.carried, before: r.signedIns.before}
}

// madePrincipal tells the later writes of a plan which service principal it made.
func (r *Runner) madePrincipal(id string) { r.made.principal = id }

// kept is the keychain of this run; nil where a secret is shown once.
func (r *Runner) kept() vault.Keychain {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.keychain
}

// appToken asks for a token with the secret, as the MTP portal will.
func (r *Runner) appToken(ctx context.Context, p setup.Profile, secret vault.Secret) (entra.AppToken, error) {
	return r.signIn().AppToken(ctx, p.Tenant.ID, p.App.AppID, secret.Reveal())
}

// appClient is a client for Microsoft Graph that asks with the application's tokens.
func (r *Runner) appClient(token func(context.Context) (string, error)) (*graph.Client, error) {
	return r.cfg.NewGraph(token, nil)
}

// appNow reads the registration once, outside of any snapshot.
func (r *Runner) appNow(ctx context.Context) (graph.Application, error) {
	c, err := r.graphClient()
	if err != nil {
		return graph.Application{}, err
	}
	return r.readApp(ctx, c, r.Profile().App.AppID)
}
