package engine

import (
	"ssowizard/internal/setup"
)

// SetSecretMonths chooses how long the next secret is to live. What exists keeps
// its end.
func (r *Session) SetSecretMonths(n int) error {
	if err := setup.CheckMonths(n); err != nil {
		return err
	}
	return r.Update(func(p *setup.Profile) { p.Wanted.SecretMonths = n })
}
