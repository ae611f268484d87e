package change

import (
	"context"
	"errors"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/observe"
	"ssowizard/internal/setup"
)

// upsert makes the registration. A name that is taken is looked for: by itself, as
// what an earlier try of this run or another made and Entra still copies, and in
// the recycle bin.
func (o *createApp) upsert(ctx context.Context, r Env, c *graph.Client,
	note func(Note)) (graph.Application, error) {
	held := &advice.NameHeldError{Unique: o.unique}
	app, err := settled(ctx, r, note, func() (graph.Application, error) {
		app, _, err := c.UpsertApplication(ctx, o.unique, o.body)
		if !errors.Is(err, graph.ErrAlreadyExists) {
			return app, err
		}
		if held.Cause = err; held.BinWhy.Text == "" {
			held.Deleted, held.BinWhy = lookInBin(ctx, c, o.unique)
		}
		if held.Deleted != nil {
			return app, LastWord(held)
		}
		return app, held
	})
	// After a lost answer it is this run's own, or that of the run before, and shows
	// up under the name.
	own := errors.Is(err, graph.ErrUncertain) || r.StoppedHere()
	if errors.As(err, &held) && (held.Deleted != nil || !own) {
		err = errors.Join(err, leaveName(r, held))
	}
	return app, err
}

// lookInBin looks for the deleted registration that has a unique name.
func lookInBin(ctx context.Context, c *graph.Client, unique string) (*graph.Application, setup.Reason) {
	list, err := observe.LookOnce[[]graph.Application](ctx, c, graph.DeletedApplicationsQuery(""))
	if err != nil {
		return nil, observe.ReasonOf(err)
	}
	return observe.NamedIn(list, unique), setup.Reason{}
}

// leaveName takes up the registration that has the name, so that the next look
// offers to bring it back; or lets go of a name that leads nowhere, so that the
// next run looks for what there is and makes one under another.
func leaveName(r Env, held *advice.NameHeldError) error {
	return r.Update(func(p *setup.Profile) {
		if held.Deleted == nil {
			p.App = setup.ProfileApp{}
			return
		}
		p.TakeUpDeleted(*held.Deleted)
	})
}

// settled repeats a request that is safe to repeat while its fate is unknown:
// an upsert by unique name makes one object however often it arrives. What Entra
// is still copying is waited for as long as this run has patience.
func settled(ctx context.Context, r Env, note func(Note), do func() (graph.Application,
	error)) (graph.Application, error) {
	waited := setup.Patience{At: r.Now()}
	pause := setup.LookEvery
	var lost error
	for try := 1; ; try++ {
		app, err := do()
		if errors.Is(err, graph.ErrUncertain) {
			lost = err
		}
		if err == nil || !worthAnother(r, err, try, waited.UpTo(r.Now())) {
			return app, unsettled(lost, Unfinal(err))
		}
		if errors.Is(err, graph.ErrNotFound) || errors.Is(err, graph.ErrNotReplicated) {
			if gone := r.GoneUnder(ctx); gone != nil {
				return app, unsettled(lost, errors.Join(gone, err))
			}
		}
		note(Note{Text: "No clear answer from Entra. Asking again, which cannot make a second one" +
			LongWait(r, waited.Spent), Waiting: true, Usual: 30 * time.Second, Try: try})
		if err := r.Sleep(ctx, pause); err != nil {
			return app, unsettled(lost, err)
		}
		pause = min(pause*2, setup.LookAtMost)
	}
}

// worthAnother tells whether a refusal may be the delay of something new, and
// whether there is time left for another try.
func worthAnother(r Env, err error, try int, waited time.Duration) bool {
	var end *final
	is := func(kind error) bool { return errors.Is(err, kind) }
	switch {
	case errors.As(err, &end), errors.As(err, new(*setup.DeletedError)):
		return false
	case is(graph.ErrAlreadyExists),
		r.Profile().JustMade(r.Now()) && (is(graph.ErrNotFound) || is(graph.ErrNotReplicated)):
		return waited <= r.Patience()
	case is(graph.ErrUncertain), is(graph.ErrConflict), is(graph.ErrNotFound), is(graph.ErrNotReplicated):
		return try < lookTries
	}
	return false
}
