package engine

import (
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/undo"
)

// seen is what one look read. Nothing changes it: a write makes it old, and the next
// look takes its place.
type seen struct {
	read   setup.Snapshot
	appID  string    // of the registration that it is about; "" where none was chosen
	began  time.Time // when the reading began
	writes int       // how many writes were answered before it
}

// made is what a plan has made so far, for its later writes: no look has shown it yet.
type made struct{ principal string }

// Principal is the id of the service principal, made by the plan under way or seen
// before it.
func (r *Session) Principal() (string, error) {
	if r.made.principal != "" {
		return r.made.principal, nil
	}
	if sp := r.Snapshot().Principal.Value; sp != nil {
		return sp.ID, nil
	}
	return "", advice.ErrNoRegistration
}

// Both is what was read last, and what is remembered.
func (r *Session) Both() (setup.Snapshot, setup.Profile) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.current(!r.writing && r.old()), r.profile.Clone()
}

// judged is what a verdict is made of: both, without what a write has made old.
func (r *Session) judged() (setup.Snapshot, setup.Profile) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.current(r.old()), r.profile.Clone()
}

// old tells whether something was written after the last look. It is called with the
// lock held.
func (r *Session) old() bool { return r.seen == nil || r.seen.writes != r.writes }

// current makes the snapshot: what the last look read, as far as it still says
// something, and what this run knows beside Graph. It is called with the lock held.
func (r *Session) current(old bool) setup.Snapshot {
	beside := r.blank()
	if r.seen == nil || r.seen.read.Tenant.ID != r.tenant.ID {
		return beside
	}
	s := r.seen.read
	s.Keychain, s.KeychainNever, s.Stored, s.Proof = beside.Keychain, beside.KeychainNever,
		beside.Stored, beside.Proof
	s.Pilot, s.Took = beside.Pilot, beside.Took
	if r.session != nil { // somebody else may have signed in since; nobody forgets the look
		s.SignedIn, s.Identity = beside.SignedIn, beside.Identity
	}
	// Another one was chosen since.
	if id := r.profile.App.AppID; id != "" && id != r.seen.appID && !r.writing {
		s.App, s.Principal, s.Grants, s.Delegated = beside.App, beside.Principal,
			beside.Grants, beside.Delegated
		s.Deleted, s.DeletedPrincipal, s.OwnPolicy = beside.Deleted, beside.DeletedPrincipal, beside.OwnPolicy
	}
	if old {
		why := setup.Reason{Text: "something was written after the last look", Remedy: "Read again."}
		undo.Mark(&s, undo.DoubtApp, why)
		s.Principal, s.Grants = setup.Unknown[*graph.ServicePrincipal](why),
			setup.Unknown[[]graph.AppRoleAssignment](why)
		// A secret may be among what was written.
		s.Delegated, s.Stored = setup.Unknown[[]graph.DelegatedGrant](why), setup.Unknown[bool](why)
	}
	return s
}

// blank is the snapshot of a run that has read nothing yet. What is about another
// secret, or another sign-in, says nothing.
func (r *Session) blank() setup.Snapshot {
	why := setup.Reason{Text: "nobody is signed in yet",
		Remedy: "Sign in, or confirm by hand what you did in the portal."}
	s := setup.Unread(why)
	s.At, s.Practice, s.Roots, s.Tenant, s.Took = r.Now(), r.cfg.Practice, r.cfg.Roots, r.tenant, r.took
	s.Keychain, s.KeychainNever = r.keyState, r.keyNever
	s.Proof, s.Pilot = setup.Part[setup.Proof]{}, setup.Part[*graph.SignIn]{}
	if r.proofOf == r.profile.Secret.KeyID {
		s.Proof = r.proof
	}
	if r.storedOf == r.profile.Secret.KeyID && r.stored != (setup.Part[bool]{}) {
		s.Stored = r.stored
	}
	if from := r.profile.PilotFrom; from != nil && from.Equal(r.pilotOf) {
		s.Pilot = r.pilot
	}
	if r.session != nil {
		s.SignedIn, s.Identity = true, r.session.Identity()
	}
	return s
}
