package engine

import (
	"context"

	"ssowizard/internal/change"
	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// What follows is what an operation or a proof may ask of the session beside what
// was read and what is remembered.

// StoppedHere tells whether an earlier run was stopped at the write under way: then
// what is found there may be its work. Only the writer asks.
func (r *Session) StoppedHere() bool { return r.resumed }

// ForgetConsent drops what the sign-ins of this run left, once it was taken back.
func (r *Session) ForgetConsent() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.signedIns = signIns{Client: r.signedIns.Client, Carried: r.signedIns.Carried,
		Before: r.signedIns.Before}
}

// MadePrincipal tells the later writes of a plan which service principal it made.
func (r *Session) MadePrincipal(id string) { r.made.principal = id }

// Kept is the keychain of this run; nil where a secret is shown once.
func (r *Session) Kept() vault.Keychain {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.keychain
}

// AppToken asks for a token with the secret, as the MTP portal will.
func (r *Session) AppToken(ctx context.Context, p setup.Profile,
	secret secret.Value) (entra.AppToken, error) {
	return r.signIn().AppToken(ctx, p.Tenant.ID, p.App.AppID, secret.Reveal())
}

// AppClient is a client for Microsoft Graph that asks with the application's tokens.
func (r *Session) AppClient(token func(context.Context) (string, error)) (*graph.Client, error) {
	return r.cfg.NewGraph(token, nil)
}

// AppNow reads the registration once, outside of any snapshot.
func (r *Session) AppNow(ctx context.Context) (graph.Application, error) {
	c, err := r.GraphClient()
	if err != nil {
		return graph.Application{}, err
	}
	return change.ReadApp(ctx, r, c, r.Profile().App.AppID)
}
