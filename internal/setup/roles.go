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

// RoleInShort is the answer about the role that consent needs, in a few words.
func (s Snapshot) RoleInShort() string {
	if !s.Role.Known {
		return "role not read"
	}
	r := s.Role.Value
	switch r.Consent {
	case RoleActive:
		return r.ConsentRole + ": active"
	case RoleEligible:
		return r.ConsentRole + ": eligible, not active"
	case RoleStale:
		return r.ConsentRole + ": sign in again"
	case RoleUnseen:
		return "role for consent: not seen, is tried"
	}
	if len(r.Names) > 0 {
		return r.Names[0] + ": cannot consent"
	}
	return "no role for consent"
}
