package setup

import (
	"encoding/json"
	"slices"

	"ssowizard/internal/graph"
)

// OrDeleted is the snapshot with the deleted registration in the place of the one
// that is not there, for those who show what it will come back with.
func (s Snapshot) OrDeleted() Snapshot {
	if s.App.Known && s.App.Value == nil && s.Deleted.Value != nil {
		s.App.Value = s.Deleted.Value
	}
	return s
}

// WithApp is the snapshot as it would be with the registration changed.
func (s Snapshot) WithApp(change func(*graph.Application)) Snapshot {
	if s.App.Value != nil {
		app := *s.App.Value
		change(&app)
		s.App.Value = &app
	}
	return s
}

// WithScopes is the snapshot as it would be with these delegated grants.
func (s Snapshot) WithScopes(list []graph.DelegatedGrant) Snapshot {
	s.Delegated.Value = list
	return s
}

// WithPrincipal is the snapshot as it would be with the service principal changed.
func (s Snapshot) WithPrincipal(change func(*graph.ServicePrincipal)) Snapshot {
	if s.Principal.Value != nil {
		sp := *s.Principal.Value
		change(&sp)
		s.Principal.Value = &sp
	}
	return s
}

// WithRules is the snapshot as it would be with other rules in the registration's own
// policy.
func (s Snapshot) WithRules(rules json.RawMessage) Snapshot {
	if len(s.OwnPolicy.Value) > 0 {
		s.OwnPolicy.Value = slices.Clone(s.OwnPolicy.Value)
		s.OwnPolicy.Value[0].Rules = rules
	}
	return s
}

// Allowed is the snapshot as it would be once a client secret is allowed.
func (s Snapshot) Allowed() Snapshot {
	s.Secrets.Value.Forbidden = false
	return s
}
