package change

import (
	"slices"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// ScopesToAllow are the rights that allowing it needs beyond those of a setup.
func ScopesToAllow() []string { return []string{ScopePolicies} }

// exemption plans what lets this one registration have a secret: as little as
// that takes. It is nothing where nothing is known to be in the way.
func exemption(s setup.Snapshot, p setup.Profile, allow setup.Allowing) ([]Operation, error) {
	needed, refusal := judge.ExemptionLacks(s, p, allow)
	if refusal != nil {
		return nil, refusal
	}
	if !needed {
		return nil, nil
	}
	if own := s.OwnPolicy.Value; len(own) > 0 {
		o, err := NewExtension(own[0])
		return []Operation{o}, err
	}
	app := text.Or(p.App.Name, p.Wanted.Name)
	made := &MakePolicy{Name: judge.PolicyPrefix + app + " (ssowizard " + RandomHex(3) + ")", App: app}
	if rec, ok := p.LastMade(setup.ObjectPolicy); ok && policyThere(s, rec.ObjectID) {
		made.id = rec.ObjectID // by a run that was stopped before it was assigned
		made.Name, _ = rec.After.(string)
		return []Operation{&AssignPolicy{Policy: made}}, nil
	}
	if b := p.Begun; b != nil && b.Is(setup.ObjectPolicy) {
		made.Name, _ = b.After.(string) // its answer was lost; under this name it is found
	}
	return []Operation{made, &AssignPolicy{Policy: made}}, nil
}

func policyThere(s setup.Snapshot, id string) bool {
	return slices.ContainsFunc(s.Policies.Value,
		func(p graph.AppManagementPolicy) bool { return setup.SameID(p.ID, id) })
}
