package engine

// SetDropUnclaimed decides whether the secrets that this computer does not use are removed.
// Left alone they stay: one of them may be in use.
func (r *Session) SetDropUnclaimed(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.options.DropUnclaimed = on
}
