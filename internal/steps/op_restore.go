package steps

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// restoration brings a deleted registration back, and its service principal,
// which is an entry of its own in the recycle bin. It is empty where the bin
// does not hold the registration.
func restoration(s setup.Snapshot) []operation {
	lost := s.Deleted.Value
	if lost == nil {
		return nil
	}
	ops := []operation{&restoreApp{lost: *lost}}
	switch sp := s.DeletedPrincipal; {
	case sp.Value != nil:
		ops = append(ops, &restorePrincipal{lost: *sp.Value, name: lost.DisplayName})
	case sp.Known:
		ops = append(ops, &createPrincipal{name: lost.DisplayName})
	}
	return ops // not known: judged again once the registration is back
}

// comesBack tells whether the profile's secret lies in the recycle bin with its
// registration: it is good again once that is restored, and another would be one too many.
func comesBack(s setup.Snapshot, p setup.Profile) bool {
	lost := s.Deleted.Value
	if s.App.Value != nil || lost == nil {
		return false
	}
	c, there := setup.FindPassword(lost, p.Secret.KeyID)
	return there && !c.Ended(s.At)
}

// restoreApp takes a registration out of the recycle bin, under its old ids and
// with everything it held.
type restoreApp struct{ lost graph.Application }

func (o *restoreApp) change() []setup.Change {
	return []setup.Change{{Object: appWords(o.lost), Property: "deletedDateTime", Before: deletedWords(o.lost), After: "present, with its old ids, redirect URIs and secrets"}}
}

func deletedWords(app graph.Application) string {
	if app.DeletedDateTime == nil {
		return "deleted"
	}
	return "deleted on " + text.Day(*app.DeletedDateTime)
}

func (o *restoreApp) request() Request { return restoring(o.lost.ID) }

func restoring(id string) Request {
	return Request{Method: "POST", Path: "/v1.0/directory/deletedItems/" + id + "/restore", Body: "{}"}
}

func (o *restoreApp) run(ctx context.Context, r *Runner, note func(Note)) (setup.Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return setup.Receipt{}, err
	}
	note(Note{Text: "Bringing " + o.lost.DisplayName + " back from the recycle bin", Usual: 30 * time.Second})
	_, err = r.settled(ctx, note, func() (graph.Application, error) {
		err := client.RestoreApplication(ctx, o.lost.ID)
		if backAlready(err) {
			return lookForApp(ctx, client, o.lost.AppID)
		}
		return o.lost, err
	})
	if err != nil {
		return setup.Receipt{}, err
	}
	err = r.update(func(p *setup.Profile) { p.App.ObjectID, p.App.Name = o.lost.ID, o.lost.DisplayName })
	return o.begun(), err
}

func (o *restoreApp) begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectDeleted, ObjectID: o.lost.ID, Before: "deleted", After: "restored",
		Summary: "Brought the registration " + o.lost.DisplayName + " back", Inverse: "DELETE /v1.0/applications/" + o.lost.ID}
}

// backAlready tells the refusals that an earlier try explains, whose answer was
// lost: it is no longer in the bin, or its place is taken by itself.
func backAlready(err error) bool { return errIsGone(err) || errors.Is(err, graph.ErrAlreadyExists) }

func (o *restoreApp) seen(s setup.Snapshot) bool { return s.App.Value != nil }

// restorePrincipal takes the service principal out of the recycle bin. What was
// granted to it does not come back and is looked at afterwards.
type restorePrincipal struct {
	lost graph.ServicePrincipal
	name string
}

func (o *restorePrincipal) change() []setup.Change {
	return []setup.Change{{Object: fmt.Sprintf("Service principal %q", o.name), Property: "deletedDateTime", Before: "deleted", After: "present, with its old id; what was granted to it may have to be granted again"}}
}

func (o *restorePrincipal) request() Request { return restoring(o.lost.ID) }

func (o *restorePrincipal) run(ctx context.Context, r *Runner, note func(Note)) (setup.Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return setup.Receipt{}, err
	}
	note(Note{Text: "Bringing its service principal back", Usual: 30 * time.Second})
	sp := o.lost
	_, err = r.settled(ctx, note, func() (graph.Application, error) {
		err := client.RestoreServicePrincipal(ctx, o.lost.ID)
		if backAlready(err) {
			sp, err = lookForPrincipal(ctx, client, r.Profile().App.AppID)
		}
		return graph.Application{}, err
	})
	if err != nil {
		return setup.Receipt{}, err
	}
	r.madePrincipal(sp.ID)
	return (&restorePrincipal{lost: sp}).begun(), nil
}

func (o *restorePrincipal) begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectDeleted, ObjectID: o.lost.ID, Before: "deleted", After: "restored",
		Summary: "Brought its service principal " + o.lost.ID + " back", Inverse: "DELETE /v1.0/servicePrincipals/" + o.lost.ID}
}

func (o *restorePrincipal) seen(s setup.Snapshot) bool { return s.Principal.Value != nil }

// lookForApp reads a registration once; graph.ErrNotFound if it is not there.
func lookForApp(ctx context.Context, c *graph.Client, appID string) (graph.Application, error) {
	return lookOnce[graph.Application](ctx, c, graph.ApplicationQuery(appID))
}

func lookForPrincipal(ctx context.Context, c *graph.Client, appID string) (graph.ServicePrincipal, error) {
	return lookOnce[graph.ServicePrincipal](ctx, c, graph.ServicePrincipalQuery(appID))
}

func lookOnce[T any](ctx context.Context, c *graph.Client, q graph.Query) (T, error) {
	a, err := c.Batch(ctx, q)
	if err != nil {
		var zero T
		return zero, err
	}
	return graph.Decode[T](a, q)
}
