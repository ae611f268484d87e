package steps

import (
	"context"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// policyQueries are part of the one batch, where a policy was made here.
func policyQueries(p setup.Profile) []graph.Query {
	id, made := p.PolicyMade()
	if !made {
		return nil
	}
	qs := []graph.Query{graph.AppPoliciesQuery()}
	if id != "" {
		qs = append(qs, graph.PolicyTargetsQuery(id))
	}
	return qs
}

// readTargets reads what the registration's own policy applies to, where a secret
// is forbidden in spite of it: only one that applies to nothing else is changed.
func (o *observation) readTargets(ctx context.Context) error {
	own := o.ownPolicy()
	if !own.Known || len(own.Value) != 1 {
		return nil
	}
	if id, _ := o.p.PolicyMade(); setup.SameID(id, own.Value[0].ID) {
		return nil // in the first batch already
	}
	def := required[graph.AppManagementPolicy](o.answers, graph.DefaultPolicyQuery())
	if def.Known && !setup.PolicyFor(def.Value, own.Value, setup.MadeAt(o.app.Value, o.began)).Forbidden {
		return nil
	}
	var err error
	o.asked = true
	o.targets, err = o.client.Batch(ctx, graph.PolicyTargetsQuery(own.Value[0].ID))
	return err
}

func (o *observation) fillOwnPolicies(s *setup.Snapshot) {
	id, made := o.p.PolicyMade()
	if made {
		s.Policies = required[[]graph.AppManagementPolicy](o.answers, graph.AppPoliciesQuery())
	}
	if len(s.OwnPolicy.Value) == 0 {
		if made && id != "" {
			s.OwnTargets = required[[]graph.PolicyTarget](o.answers, graph.PolicyTargetsQuery(id))
		}
		return
	}
	switch own := s.OwnPolicy.Value[0].ID; {
	case setup.SameID(id, own):
		s.OwnTargets = required[[]graph.PolicyTarget](o.answers, graph.PolicyTargetsQuery(id))
	case o.asked:
		s.OwnTargets = required[[]graph.PolicyTarget](o.targets, graph.PolicyTargetsQuery(own))
	}
}
