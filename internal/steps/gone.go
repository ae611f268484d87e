package steps

import (
	"context"
	"errors"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// adviseDeleted says when it was, and how it comes back.
func adviseDeleted(err error) (Advice, bool) {
	var gone *setup.DeletedError
	if !errors.As(err, &gone) {
		return Advice{}, false
	}
	a := Advice{What: "The registration " + text.Clean(gone.Name) + " was deleted" + setup.AtWords(gone.Bin) + ", possibly by somebody else.",
		Means: "It was there before, so this is no delay of Entra's. What was written to it is deleted with it."}
	if gone.Bin != nil {
		a.Do = "Entra keeps it for 30 days. Read again: steps 3–8 bring it back with all that it held. Or choose another one in step 2."
		return a, true
	}
	a.Do = "Ask whoever deleted it. It can come back for 30 days, under \"App registrations\", \"Deleted applications\". " + judge.BinReaders
	return a, true
}

// goneUnder looks why a write found no registration: nil where it may be new to the
// server that was asked. The recycle bin settles it at once. Where it cannot be read,
// only a registration that every server knows can be told to be gone.
func (r *Runner) goneUnder(ctx context.Context) error {
	p := r.Profile()
	here, bin := graph.ApplicationQuery(p.App.AppID), graph.DeletedApplicationsQuery(p.App.AppID)
	var app, deleted setup.Part[*graph.Application] // what cannot be asked is no fact
	if client, err := r.graphClient(); err == nil && p.App.AppID != "" {
		if a, err := client.Batch(ctx, here, bin); err == nil && errors.Is(a.Err(here), graph.ErrNotFound) {
			app, deleted = setup.Known[*graph.Application](nil), firstIn[graph.Application](a, bin)
		}
	}
	return r.goneFrom(app, deleted)
}

// goneFrom tells from a look that the registration was deleted, where that is a fact;
// nil where it is there, or may only be unknown to the server that answered.
func (r *Runner) goneFrom(app, deleted setup.Part[*graph.Application]) error {
	p := r.Profile()
	switch now := r.Now(); {
	case p.App.AppID == "" || !app.Known || app.Value != nil:
		return nil
	case deleted.Value != nil && !p.BroughtBack(deleted.Value.ID, now):
		return &setup.DeletedError{Name: text.Or(deleted.Value.DisplayName, p.App.AppID), Bin: deleted.Value}
	case deleted.Value == nil && p.App.Name != "" && !p.JustMade(now) && !fresh(p, now):
		return &setup.DeletedError{Name: p.App.Name}
	}
	return nil
}

// fresh tells whether the registration was made or restored so lately that a server
// may not know it.
func fresh(p setup.Profile, now time.Time) bool {
	for _, rec := range lately(p, now) {
		if kindOf(rec).appears {
			return true
		}
	}
	return p.Begun != nil && setup.Young(p.Begun.At, now) && kindOf(*p.Begun).appears
}
