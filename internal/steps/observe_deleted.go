package steps

import (
	"context"

	"ssowizard/internal/graph"
)

// readDeleted looks for the service principal of a registration that the first
// batch found in the recycle bin. Only then is it worth a second round trip: the
// bin holds the two apart, and both have to come back.
func (o *observation) readDeleted(ctx context.Context) error {
	id := o.p.App.AppID
	if id == "" || !o.app.Known || o.app.Value != nil {
		return nil
	}
	if bin := firstIn[graph.Application](o.answers, graph.DeletedApplicationsQuery(id)); bin.Value == nil {
		return nil // nothing there, or an unread bin, which is said in its own part
	}
	o.lost = true
	var err error
	o.second, err = o.client.Batch(ctx, graph.DeletedServicePrincipalsQuery(id))
	return err
}

// fillDeleted puts the recycle bin's answers into the snapshot.
func (o *observation) fillDeleted(s *Snapshot) {
	id := o.p.App.AppID
	if id == "" {
		s.Deleted, s.DeletedPrincipal = known[*graph.Application](nil), known[*graph.ServicePrincipal](nil)
		return
	}
	s.Deleted = firstIn[graph.Application](o.answers, graph.DeletedApplicationsQuery(id))
	s.DeletedPrincipal = known[*graph.ServicePrincipal](nil)
	if o.lost {
		s.DeletedPrincipal = firstIn[graph.ServicePrincipal](o.second, graph.DeletedServicePrincipalsQuery(id))
	}
}

// firstIn reads a list that holds one entry at most; nil where it is empty.
func firstIn[T any](a graph.Answers, q graph.Query) Part[*T] {
	list := required[[]T](a, q)
	out := Part[*T]{Known: list.Known, Why: list.Why}
	if len(list.Value) > 0 {
		out.Value = &list.Value[0]
	}
	return out
}
