package engine

// SetOpenToAll decides whether everybody in the company may sign in, assigned
// or not. Left alone, "Assignment required?" stays as it is: somebody may have
// set it on purpose, and a repair of something else must not widen who gets in.
func (r *Session) SetOpenToAll(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.options.OpenToAll = on
}
