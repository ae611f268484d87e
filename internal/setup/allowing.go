package setup

import (
	"slices"
	"time"
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

// LastMade is the newest receipt of a kind that was not taken back.
func (p Profile) LastMade(object string) (Receipt, bool) {
	for i := len(p.Receipts) - 1; i >= 0; i-- {
		if rec := p.Receipts[i]; rec.Is(object) && rec.Standing() {
			return rec, true
		}
	}
	return Receipt{}, false
}

// policyRefusedFor is how long after a policy was assigned a refusal may be that
// of a server which has not heard of it.
const policyRefusedFor = 10 * time.Minute

// AllowedLately tells whether this wizard allowed a secret so lately that servers
// may still refuse it.
func (p Profile) AllowedLately(now time.Time) bool {
	return slices.ContainsFunc([]string{ObjectPolicyAssigned, ObjectPolicyRules}, func(object string) bool {
		rec, ok := p.LastMade(object)
		return ok && now.Sub(rec.At).Abs() < policyRefusedFor
	})
}

// PolicyMade is the id of the policy that this wizard made or changed and did not
// take back; made tells that one may be there all the same, whose answer was lost.
func (p Profile) PolicyMade() (id string, made bool) {
	for _, object := range []string{ObjectPolicy, ObjectPolicyRules} {
		if rec, ok := p.LastMade(object); ok {
			return rec.ObjectID, true
		}
	}
	return "", p.Begun != nil && p.Begun.Is(ObjectPolicy)
}
