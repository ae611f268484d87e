package engine

import (
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// SecretForbidden tells whether a new client secret needs to be allowed first.
func (r *Session) SecretForbidden() bool { return judge.SecretForbidden(r.Both()) }

// MayAllow answers whether whoever is signed in may allow it.
func (r *Session) MayAllow() setup.AllowAnswer { return r.Snapshot().MayAllow() }
