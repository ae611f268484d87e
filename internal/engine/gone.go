package engine

import (
	"context"
	"errors"

	"ssowizard/internal/graph"
	"ssowizard/internal/observe"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/undo"
)

// GoneUnder looks why a write found no registration: nil where it may be new to the
// server that was asked. The recycle bin settles it at once. Where it cannot be read,
// only a registration that every server knows can be told to be gone.
func (r *Session) GoneUnder(ctx context.Context) error {
	p := r.Profile()
	here, bin := graph.ApplicationQuery(p.App.AppID), graph.DeletedApplicationsQuery(p.App.AppID)
	var app, deleted setup.Part[*graph.Application] // what cannot be asked is no fact
	if client, err := r.GraphClient(); err == nil && p.App.AppID != "" {
		if a, err := client.Batch(ctx, here, bin); err == nil && errors.Is(a.Err(here), graph.ErrNotFound) {
			app, deleted = setup.Known[*graph.Application](nil), observe.FirstIn[graph.Application](a, bin)
		}
	}
	return r.goneFrom(app, deleted)
}

// goneFrom tells from a look that the registration was deleted, where that is a fact;
// nil where it is there, or may only be unknown to the server that answered.
func (r *Session) goneFrom(app, deleted setup.Part[*graph.Application]) error {
	p := r.Profile()
	switch now := r.Now(); {
	case p.App.AppID == "" || !app.Known || app.Value != nil:
		return nil
	case deleted.Value != nil && !p.BroughtBack(deleted.Value.ID, now):
		return &setup.DeletedError{Name: text.Or(deleted.Value.DisplayName, p.App.AppID), Bin: deleted.Value}
	case deleted.Value == nil && p.App.Name != "" && !p.JustMade(now) && !undo.Fresh(p, now):
		return &setup.DeletedError{Name: p.App.Name}
	}
	return nil
}
