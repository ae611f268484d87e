package engine

import (
	"ssowizard/internal/profile"
)

// Room looks before a secret is made whether what follows can be saved.
func (r *Session) Room() error {
	if st, ok := r.cfg.Store.(profile.Roomy); ok {
		return st.Room(r.Profile().Name)
	}
	return nil
}
