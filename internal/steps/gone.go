package steps

import (
	"context"
	"errors"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/text"
)

// DeletedError says that the registration was deleted while a run went on with it. It
// is no delay of copying, and is not waited for. Bin is what the recycle bin shows of
// it; nil where the bin could not be looked at or does not hold it.
type DeletedError struct {
	Name string
	Bin  *graph.Application
}

func (e *DeletedError) Error() string { return "the registration " + e.Name + " was deleted" }

// adviseDeleted says when it was, and how it comes back.
func adviseDeleted(err error) (Advice, bool) {
	var gone *DeletedError
	if !errors.As(err, &gone) {
		return Advice{}, false
	}
	a := Advice{What: "The registration " + text.Clean(gone.Name) + " was deleted" + atWords(gone.Bin) + ", possibly by somebody else.",
		Means: "It was there before, so this is no delay of Entra's. What was written to it is deleted with it."}
	if gone.Bin != nil {
		a.Do = "Entra keeps it for 30 days. Read again: steps 3–8 bring it back with all that it held. Or choose another one in step 2."
		return a, true
	}
	a.Do = "Ask whoever deleted it. It can come back for 30 days, under \"App registrations\", \"Deleted applications\". " + binReaders
	return a, true
}

// atWords say when a registration was deleted, for a place within a sentence; "" where
// Entra does not tell.
func atWords(app *graph.Application) string {
	if app == nil || app.DeletedDateTime == nil {
		return ""
	}
	return " at about " + text.DayAndTime(*app.DeletedDateTime)
}

// goneUnder looks why a write found no registration: nil where it may be new to the
// server that was asked. The recycle bin settles it at once. Where it cannot be read,
// only a registration that every server knows can be told to be gone.
func (r *Runner) goneUnder(ctx context.Context) error {
	p := r.Profile()
	here, bin := graph.ApplicationQuery(p.App.AppID), graph.DeletedApplicationsQuery(p.App.AppID)
	var app, deleted Part[*graph.Application] // what cannot be asked is no fact
	if client, err := r.graphClient(); err == nil && p.App.AppID != "" {
		if a, err := client.Batch(ctx, here, bin); err == nil && errors.Is(a.Err(here), graph.ErrNotFound) {
			app, deleted = known[*graph.Application](nil), firstIn[graph.Application](a, bin)
		}
	}
	return r.goneFrom(app, deleted)
}

// goneFrom tells from a look that the registration was deleted, where that is a fact;
// nil where it is there, or may only be unknown to the server that answered.
func (r *Runner) goneFrom(app, deleted Part[*graph.Application]) error {
	p := r.Profile()
	switch now := r.cfg.Now(); {
	case p.App.AppID == "" || !app.Known || app.Value != nil:
		return nil
	case deleted.Value != nil && !p.broughtBack(deleted.Value.ID, now):
		return &DeletedError{Name: text.Or(deleted.Value.DisplayName, p.App.AppID), Bin: deleted.Value}
	case deleted.Value == nil && p.App.Name != "" && !p.justMade(now) && !fresh(p, now):
		return &DeletedError{Name: p.App.Name}
	}
	return nil
}

// broughtBack tells whether this program restored an object so lately that a server
// may still show it in the recycle bin.
func (p Profile) broughtBack(id string, now time.Time) bool {
	recent := p.Receipts
	if p.Begun != nil {
		recent = append(recent[:len(recent):len(recent)], *p.Begun)
	}
	for _, rec := range recent {
		if rec.of(objectDeleted, id) && young(rec.At, now) {
			return true
		}
	}
	return false
}

// fresh tells whether the registration was made or restored so lately that a server
// may not know it.
func fresh(p Profile, now time.Time) bool {
	for _, rec := range lately(p, now) {
		if kindOf(rec).appears {
			return true
		}
	}
	return p.Begun != nil && young(p.Begun.At, now) && kindOf(*p.Begun).appears
}
