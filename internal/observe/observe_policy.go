package observe

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
func (o *Observation) readTargets(ctx context.Context) error {
	own := o.ownPolicy()
	if !own.Known || len(own.Value) != 1 {
		return nil
	}
	if id, _ := o.P.PolicyMade(); setup.SameID(id, own.Value[0].ID) {
		return nil // in the first batch already
	}
	def := Required[graph.AppManagementPolicy](o.Answers, graph.DefaultPolicyQuery())
	if def.Known && !setup.PolicyFor(def.Value, own.Value, setup.MadeAt(o.app.Value, o.Began)).Forbidden {
		return nil
	}
	var err error
	o.asked = true
	o.targets, err = o.Client.Batch(ctx, graph.PolicyTargetsQuery(own.Value[0].ID))
	return err
}

func (o *Observation) fillOwnPolicies(s *setup.Snapshot) {
	id, made := o.P.PolicyMade()
	if made {
		s.Policies = Required[[]graph.AppManagementPolicy](o.Answers, graph.AppPoliciesQuery())
	}
	if len(s.OwnPolicy.Value) == 0 {
		if made && id != "" {
			s.OwnTargets = Required[[]graph.PolicyTarget](o.Answers, graph.PolicyTargetsQuery(id))
		}
		return
	}
	switch own := s.OwnPolicy.Value[0].ID; {
	case setup.SameID(id, own):
		s.OwnTargets = Required[[]graph.PolicyTarget](o.Answers, graph.PolicyTargetsQuery(id))
	case o.asked:
		s.OwnTargets = Required[[]graph.PolicyTarget](o.targets, graph.PolicyTargetsQuery(own))
	}
}
