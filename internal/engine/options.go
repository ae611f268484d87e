package engine

import (
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// Options are what this run was told to do. They are not saved.
func (r *Session) Options() change.Options {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.options
}

// As is a perspective as this run has it.
func (r *Session) As(as judge.As) judge.As { return r.Options().As(as) }

// SetReplaceNear decides whether near misses give way to the wanted URIs.
func (r *Session) SetReplaceNear(on bool) { r.set(func(o *change.Options) { o.ReplaceNear = on }) }

// SetOpenToAll decides whether everybody in the company may sign in, assigned
// or not. Left alone, "Assignment required?" stays as it is: somebody may have
// set it on purpose, and a repair of something else must not widen who gets in.
func (r *Session) SetOpenToAll(on bool) { r.set(func(o *change.Options) { o.OpenToAll = on }) }

// SetDropUnclaimed decides whether the secrets that this computer does not use are removed.
// Left alone they stay: one of them may be in use.
func (r *Session) SetDropUnclaimed(on bool) {
	r.set(func(o *change.Options) { o.DropUnclaimed = on })
}

// SetAllowing decides whether plans may allow a client secret against the policy
// of the tenant.
func (r *Session) SetAllowing(a setup.Allowing) { r.set(func(o *change.Options) { o.Allow = a }) }

func (r *Session) set(change func(*change.Options)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(&r.options)
}
