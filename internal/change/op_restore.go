package change

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/observe"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// restoration brings a deleted registration back, and its service principal,
// which is an entry of its own in the recycle bin. It is empty where the bin
// does not hold the registration.
func restoration(s setup.Snapshot) []Operation {
	lost := s.Deleted.Value
	if lost == nil {
		return nil
	}
	ops := []Operation{&RestoreApp{Lost: *lost}}
	switch sp := s.DeletedPrincipal; {
	case sp.Value != nil:
		ops = append(ops, &RestorePrincipal{Lost: *sp.Value, name: lost.DisplayName})
	case sp.Known:
		ops = append(ops, &CreatePrincipal{Name: lost.DisplayName})
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

// RestoreApp takes a registration out of the recycle bin, under its old ids and
// with everything it held.
type RestoreApp struct{ Lost graph.Application }

// Change is what is shown of it.
func (o *RestoreApp) Change() []setup.Change {
	return []setup.Change{{Object: AppWords(o.Lost), Property: "deletedDateTime",
		Before: deletedWords(o.Lost), After: "present, with its old ids, redirect URIs and secrets"}}
}

func deletedWords(app graph.Application) string {
	if app.DeletedDateTime == nil {
		return "deleted"
	}
	return "deleted on " + text.Day(*app.DeletedDateTime)
}

// Request is what is sent.
func (o *RestoreApp) Request() setup.Request { return restoring(o.Lost.ID) }

func restoring(id string) setup.Request {
	return setup.Request{Method: "POST", Path: "/v1.0/directory/deletedItems/" + id + "/restore", Body: "{}"}
}

// Run writes it.
func (o *RestoreApp) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	note(Note{Text: "Bringing " + o.Lost.DisplayName + " back from the recycle bin", Usual: 30 * time.Second})
	_, err := settled(ctx, r, note, func() (graph.Application, error) {
		err := client.RestoreApplication(ctx, o.Lost.ID)
		if backAlready(err) {
			return LookForApp(ctx, client, o.Lost.AppID)
		}
		return o.Lost, err
	})
	if err != nil {
		return setup.Receipt{}, err
	}
	err = r.Update(func(p *setup.Profile) { p.App.ObjectID, p.App.Name = o.Lost.ID, o.Lost.DisplayName })
	return o.Begun(), err
}

// Begun is its receipt, as far as it is known before it is sent.
func (o *RestoreApp) Begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectDeleted, ObjectID: o.Lost.ID, Before: "deleted",
		After: "restored", Summary: "Brought the registration " + o.Lost.DisplayName + " back",
		Inverse: "DELETE /v1.0/applications/" + o.Lost.ID}
}

// backAlready tells the refusals that an earlier try explains, whose answer was
// lost: it is no longer in the bin, or its place is taken by itself.
func backAlready(err error) bool { return ErrIsGone(err) || errors.Is(err, graph.ErrAlreadyExists) }

// Seen tells whether a look shows what was written.
func (o *RestoreApp) Seen(s setup.Snapshot) bool { return s.App.Value != nil }

// RestorePrincipal takes the service principal out of the recycle bin. What was
// granted to it does not come back and is looked at afterwards.
type RestorePrincipal struct {
	Lost graph.ServicePrincipal
	name string
}

// Change is what is shown of it.
func (o *RestorePrincipal) Change() []setup.Change {
	return []setup.Change{{Object: fmt.Sprintf("Service principal %q", o.name),
		Property: "deletedDateTime", Before: "deleted",
		After: "present, with its old id; what was granted to it may have to be granted again"}}
}

// Request is what is sent.
func (o *RestorePrincipal) Request() setup.Request { return restoring(o.Lost.ID) }

// Run writes it.
func (o *RestorePrincipal) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	note(Note{Text: "Bringing its service principal back", Usual: 30 * time.Second})
	sp := o.Lost
	_, err := settled(ctx, r, note, func() (graph.Application, error) {
		err := client.RestoreServicePrincipal(ctx, o.Lost.ID)
		if backAlready(err) {
			sp, err = LookForPrincipal(ctx, client, r.Profile().App.AppID)
		}
		return graph.Application{}, err
	})
	if err != nil {
		return setup.Receipt{}, err
	}
	r.MadePrincipal(sp.ID)
	return (&RestorePrincipal{Lost: sp}).Begun(), nil
}

// Begun is its receipt, as far as it is known before it is sent.
func (o *RestorePrincipal) Begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectDeleted, ObjectID: o.Lost.ID, Before: "deleted",
		After: "restored", Summary: "Brought its service principal " + o.Lost.ID + " back",
		Inverse: "DELETE /v1.0/servicePrincipals/" + o.Lost.ID}
}

// Seen tells whether a look shows what was written.
func (o *RestorePrincipal) Seen(s setup.Snapshot) bool { return s.Principal.Value != nil }

// LookForApp reads a registration once; graph.ErrNotFound if it is not there.
func LookForApp(ctx context.Context, c *graph.Client, appID string) (graph.Application, error) {
	return observe.LookOnce[graph.Application](ctx, c, graph.ApplicationQuery(appID))
}

// LookForPrincipal reads the service principal of an application once.
func LookForPrincipal(ctx context.Context, c *graph.Client, appID string) (graph.ServicePrincipal, error) {
	return observe.LookOnce[graph.ServicePrincipal](ctx, c, graph.ServicePrincipalQuery(appID))
}
