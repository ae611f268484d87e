package engine

import (
	"ssowizard/internal/profile"
)

// Hold keeps other programs from a profile before it is read, and lets go of
// the one held before.
func (r *Session) Hold(name string) error {
	st, ok := r.cfg.Store.(profile.Holder)
	if !ok {
		return nil
	}
	release, err := st.Hold(name)
	if err != nil {
		return err
	}
	r.mu.Lock()
	before := r.release
	r.release = release
	r.mu.Unlock()
	if before != nil {
		before()
	}
	return nil
}

// Close lets other programs have the profile. The runner is not used after it.
func (r *Session) Close() {
	r.mu.Lock()
	release := r.release
	r.release = nil
	r.mu.Unlock()
	if release != nil {
		release()
	}
}
