package setup

import (
	"strings"

	"ssowizard/internal/text"
)

// Words says the role and its state on one line.
func (r RoleState) Words() string {
	switch r.Consent {
	case RoleActive:
		return r.ConsentRole + ": active"
	case RoleEligible:
		return r.ConsentRole + ": eligible, not active"
	case RoleStale:
		return r.ConsentRole + ": active, but this sign-in is older"
	}
	return text.Or(strings.Join(r.Names, ", "), "no directory role")
}

// OwnershipNeeded tells whether this person may only change registrations that they
// own, as far as it is seen. Where the roles could not be read, they may.
func (s Snapshot) OwnershipNeeded() bool { return !s.Role.Known || !s.Role.Value.CanWriteApps }
