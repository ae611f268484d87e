package observe

import (
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// additionQueries are part of the one batch.
func additionQueries(p setup.Profile, ours bool) []graph.Query {
	id := p.App.AppID
	if id == "" || !ours {
		return nil
	}
	return []graph.Query{graph.AdditionsQuery(id), graph.OwnersQuery(id),
		graph.FederatedCredentialsQuery(id), graph.AssignedQuery(id), graph.PrincipalCredentialsQuery(id)}
}

func (o *Observation) fillAdditions(s *setup.Snapshot) {
	if len(additionQueries(o.P, o.Ours)) == 0 {
		return
	}
	id := o.P.App.AppID
	s.Additions = setup.Additions{
		App:       Required[graph.Additions](o.Answers, graph.AdditionsQuery(id)),
		Owners:    Required[[]graph.Owner](o.Answers, graph.OwnersQuery(id)),
		Federated: Required[[]graph.FederatedCredential](o.Answers, graph.FederatedCredentialsQuery(id)),
		Assigned:  Required[[]graph.Assigned](o.Answers, graph.AssignedQuery(id)),
		Keys:      Required[graph.PrincipalCredentials](o.Answers, graph.PrincipalCredentialsQuery(id)),
	}
}
