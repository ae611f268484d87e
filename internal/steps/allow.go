package steps

import (
	"encoding/json"
	"errors"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/text"
)

// AllowAnswer is one of three answers to "may this person let one registration
// have a client secret, against the tenant's policy?".
type AllowAnswer string

// The answers. Microsoft's pages do not agree on the smaller roles: the one on
// configuring such policies asks for Security Administrator beside one of them,
// the reference of the calls names them alone.
const (
	AllowYes     AllowAnswer = "yes"
	AllowPerhaps AllowAnswer = "perhaps"
	AllowNo      AllowAnswer = "no"
)

// ScopesToAllow are the rights that allowing it needs beyond those of a setup.
func ScopesToAllow() []string { return []string{scopePolicies} }

// allowRoles is who may allow it, in words.
const allowRoles = "Global Administrator, or Security Administrator who is also Cloud Application Administrator"

func allowAnswer(active, token map[string]bool) AllowAnswer {
	has := func(id string) bool { return active[id] && inToken(token, id) }
	apps := has(graph.ApplicationAdministrator) || has(graph.CloudApplicationAdministrator)
	switch {
	case has(graph.GlobalAdministrator), apps && has(graph.SecurityAdministrator):
		return AllowYes
	case apps:
		return AllowPerhaps
	}
	return AllowNo
}

// MayAllow answers for the person who is signed in. A role that could not be seen
// is no reason to refuse: Entra says so itself, and nothing is made then.
func (s Snapshot) MayAllow() AllowAnswer {
	r := s.Role.Value
	hidden := !r.Hidden.Known || r.Hidden.Value
	if !s.Role.Known || r.Allow == AllowNo && hidden {
		return AllowPerhaps
	}
	return r.Allow
}

// Allowing says whether plans may give the registration a policy of its own.
type Allowing int

// AllowShown, which is the zero value, is for runs in which every plan is shown
// and asked about: what is sure to be forbidden is allowed in the same plan.
// AllowNever is for runs that agree to plans beforehand without having been told
// so. AllowAnyway is a person's own choice where Entra refused, and the policy
// cannot be read.
const (
	AllowShown Allowing = iota
	AllowNever
	AllowAnyway
)

// SetAllowing decides whether plans may allow a client secret against the policy
// of the tenant.
func (r *Runner) SetAllowing(a Allowing) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.options.Allow = a
}

// secretForbidden tells whether a policy is known to forbid what is wanted: by
// what was read, or else by what Entra said the last time.
func secretForbidden(s Snapshot, p Profile) bool {
	if s.Secrets.Known && s.Secrets.Value.Doubt == DoubtNone {
		return s.Secrets.Value.Forbidden
	}
	return p.Refused != nil
}

// SecretForbidden tells whether a new client secret needs to be allowed first.
func (r *Runner) SecretForbidden() bool { return secretForbidden(r.both()) }

// MayAllow answers whether whoever is signed in may allow it.
func (r *Runner) MayAllow() AllowAnswer { return r.Snapshot().MayAllow() }

// ForbiddenError says that a policy forbids the secret and that this plan does
// not allow it. errors.Is finds graph.ErrSecretsForbidden in it.
type ForbiddenError struct {
	Policy string // its name; "" where it is not known
	// Kept is the name of the registration's own policy that stands in the way and
	// that this program leaves alone; "" for none. Shared tells that it also applies
	// to others.
	Kept   string
	Shared bool
	May    AllowAnswer
	Agreed bool // the run agrees to plans beforehand, and was not told to allow this
}

func (e *ForbiddenError) Error() string { return "a policy of the tenant forbids client secrets" }

// Is makes it a kind of graph.ErrSecretsForbidden.
func (e *ForbiddenError) Is(target error) bool { return target == graph.ErrSecretsForbidden }

// adviseForbidden words a secret that was not planned because of a policy.
func adviseForbidden(err error) (Advice, bool) {
	var e *ForbiddenError
	if !errors.As(err, &e) {
		return Advice{}, false
	}
	a := Advice{What: "A policy of your tenant forbids client secrets.", Means: "The MTP portal needs one, so this registration has to be exempted from that rule.",
		Do: "Ask a colleague to allow it: " + allowRoles + ". The message for it is ready here, and the wizard waits."}
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

// exemptionLacks tells whether the registration needs a policy that lets it have a
// secret, and why it cannot be given one; nil where it can.
func exemptionLacks(s Snapshot, p Profile) (needed bool, refusal *ForbiddenError) {
	certain := s.Secrets.Known && s.Secrets.Value.Forbids()
	if !certain && (p.Wanted.Allow != AllowAnyway || !secretForbidden(s, p)) {
		return false, nil
	}
	refusal = &ForbiddenError{Policy: s.Secrets.Value.PolicyName, May: s.MayAllow()}
	refusal.Agreed = p.Wanted.Allow == AllowNever && refusal.May != AllowNo
	if refusal.Agreed || refusal.May == AllowNo {
		return true, refusal
	}
	if own := s.OwnPolicy.Value; len(own) > 0 {
		others := !s.OwnTargets.Known || !onlyTarget(s.OwnTargets.Value, p.App.ObjectID)
		if _, readable := policyRules(own[0]); others || !readable {
			refusal.Kept, refusal.Shared = text.Or(own[0].DisplayName, own[0].ID), s.OwnTargets.Known && others
			return true, refusal
		}
	}
	return true, nil
}

// policyRules are the rules of a policy of one registration's own; false where it is
// switched off, or they cannot be read whole.
func policyRules(p graph.AppManagementPolicy) (rules map[string]any, ok bool) {
	err := json.Unmarshal(p.Rules, &rules)
	return rules, p.IsEnabled && err == nil && rules != nil
}

// exemption plans what lets this one registration have a secret: as little as
// that takes. It is nothing where nothing is known to be in the way.
func exemption(s Snapshot, p Profile) ([]operation, error) {
	needed, refusal := exemptionLacks(s, p)
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
	made := &makePolicy{name: policyPrefix + app + " (ssowizard " + randomHex(3) + ")", app: app}
	if rec, ok := p.lastMade(objectPolicy); ok && policyThere(s, rec.ObjectID) {
		made.id = rec.ObjectID // by a run that was stopped before it was assigned
		made.name, _ = rec.After.(string)
		return []operation{&assignPolicy{policy: made}}, nil
	}
	if b := p.Begun; b != nil && b.is(objectPolicy) {
		made.name, _ = b.After.(string) // its answer was lost; under this name it is found
	}
	return []operation{made, &assignPolicy{policy: made}}, nil
}

// onlyTarget tells whether a policy applies to one registration and nothing else.
func onlyTarget(list []graph.PolicyTarget, objectID string) bool {
	return len(list) == 1 && objectID != "" && sameID(list[0].ID, objectID)
}

// lastMade is the newest receipt of a kind that was not taken back.
func (p Profile) lastMade(object string) (Receipt, bool) {
	for i := len(p.Receipts) - 1; i >= 0; i-- {
		if rec := p.Receipts[i]; rec.is(object) && rec.Standing() {
			return rec, true
		}
	}
	return Receipt{}, false
}

func policyThere(s Snapshot, id string) bool {
	for _, p := range s.Policies.Value {
		if sameID(p.ID, id) {
			return true
		}
	}
	return false
}

// policyRefusedFor is how long after a policy was assigned a refusal may be that
// of a server which has not heard of it.
const policyRefusedFor = 10 * time.Minute

// allowedLately tells whether this wizard allowed a secret so lately that servers
// may still refuse it.
func (p Profile) allowedLately(now time.Time) bool {
	for _, object := range []string{objectPolicyAssigned, objectPolicyRules} {
		if rec, ok := p.lastMade(object); ok && now.Sub(rec.At).Abs() < policyRefusedFor {
			return true
		}
	}
	return false
}
