package steps

import (
	"errors"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// ScopesToAllow are the rights that allowing it needs beyond those of a setup.
func ScopesToAllow() []string { return []string{scopePolicies} }

func allowAnswer(active, token map[string]bool) setup.AllowAnswer {
	has := func(id string) bool { return active[id] && inToken(token, id) }
	apps := has(graph.ApplicationAdministrator) || has(graph.CloudApplicationAdministrator)
	switch {
	case has(graph.GlobalAdministrator), apps && has(graph.SecurityAdministrator):
		return setup.AllowYes
	case apps:
		return setup.AllowPerhaps
	}
	return setup.AllowNo
}

// SetAllowing decides whether plans may allow a client secret against the policy
// of the tenant.
func (r *Runner) SetAllowing(a setup.Allowing) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.options.Allow = a
}

// SecretForbidden tells whether a new client secret needs to be allowed first.
func (r *Runner) SecretForbidden() bool { return judge.SecretForbidden(r.both()) }

// MayAllow answers whether whoever is signed in may allow it.
func (r *Runner) MayAllow() setup.AllowAnswer { return r.Snapshot().MayAllow() }

// adviseForbidden words a secret that was not planned because of a policy.
func adviseForbidden(err error) (Advice, bool) {
	var e *judge.ForbiddenError
	if !errors.As(err, &e) {
		return Advice{}, false
	}
	a := Advice{What: "A policy of your tenant forbids client secrets.", Means: "The MTP portal needs one, so this registration has to be exempted from that rule.",
		Do: "Ask a colleague to allow it: " + judge.AllowRoles + ". The message for it is ready here, and the wizard waits."}
	switch {
	case e.Kept != "" && e.Shared:
		a.Means = "The registration has a policy of its own, \"" + e.Kept + "\", which also applies to others. Changing it would exempt those too, so the wizard leaves it alone."
	case e.Kept != "":
		a.Means = "The registration has a policy of its own, \"" + e.Kept + "\". The wizard could not make sure that it applies to nothing else, or it is switched off, so it leaves it alone."
	case e.Agreed:
		a.Do = "Run it again with --allow-secret-exemption, which gives this one registration a policy that allows a client secret. Or run it without --yes: it asks."
	}
	return a, true
}

// exemption plans what lets this one registration have a secret: as little as
// that takes. It is nothing where nothing is known to be in the way.
func exemption(s setup.Snapshot, p setup.Profile) ([]operation, error) {
	needed, refusal := judge.ExemptionLacks(s, p)
	if refusal != nil {
		return nil, refusal
	}
	if !needed {
		return nil, nil
	}
	if own := s.OwnPolicy.Value; len(own) > 0 {
		o, err := newExtension(own[0])
		return []operation{o}, err
	}
	app := text.Or(p.App.Name, p.Wanted.Name)
	made := &makePolicy{name: judge.PolicyPrefix + app + " (ssowizard " + randomHex(3) + ")", app: app}
	if rec, ok := p.LastMade(setup.ObjectPolicy); ok && policyThere(s, rec.ObjectID) {
		made.id = rec.ObjectID // by a run that was stopped before it was assigned
		made.name, _ = rec.After.(string)
		return []operation{&assignPolicy{policy: made}}, nil
	}
	if b := p.Begun; b != nil && b.Is(setup.ObjectPolicy) {
		made.name, _ = b.After.(string) // its answer was lost; under this name it is found
	}
	return []operation{made, &assignPolicy{policy: made}}, nil
}

func policyThere(s setup.Snapshot, id string) bool {
	for _, p := range s.Policies.Value {
		if setup.SameID(p.ID, id) {
			return true
		}
	}
	return false
}
