package engine

import (
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// ValueAtStake tells whether the value of the present secret ends with this program: it
// lies in its memory alone, and nobody has said that the MTP portal has it.
func (r *Session) ValueAtStake() bool {
	r.mu.Lock()
	_, held := r.inMemory[r.profile.Secret.KeyID]
	r.mu.Unlock()
	return held && r.Verdict(judge.Walking).Phase("29").Status != setup.StatusConfirmed
}

// ValueOnItsWay tells whether a secret was asked for whose value is to be kept nowhere,
// and nothing was heard of it yet.
func (r *Session) ValueOnItsWay() bool {
	p := r.Profile().Pending
	return p != nil && p.Keeper == setup.KeeperShownOnce
}

// ValueLost is what leaving costs where the value is at stake, in sentences.
const ValueLost = "The client secret's value lay in this program's memory alone, so it is gone with it. " +
	"If the MTP portal does not have it yet, make another: ssowizard renew."
