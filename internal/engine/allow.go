package engine

import (
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// SetAllowing decides whether plans may allow a client secret against the policy
// of the tenant.
func (r *Session) SetAllowing(a setup.Allowing) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.options.Allow = a
}

// SecretForbidden tells whether a new client secret needs to be allowed first.
func (r *Session) SecretForbidden() bool { return judge.SecretForbidden(r.Both()) }

// MayAllow answers whether whoever is signed in may allow it.
func (r *Session) MayAllow() setup.AllowAnswer { return r.Snapshot().MayAllow() }
