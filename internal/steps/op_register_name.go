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

// NameHeldError says that another registration has the unique name under which one
// was to be made. Nothing was made. Deleted is the one in the recycle bin that has
// it; nil where none was seen, and BinWhy says why the bin could not be looked at,
// if it could not.
type NameHeldError struct {
	Unique  string
	Deleted *graph.Application
	BinWhy  setup.Reason
	cause   error
}

func (e *NameHeldError) Error() string {
	return "the unique name " + e.Unique + " belongs to a registration that cannot be read"
}

// Unwrap gives Entra's refusal.
func (e *NameHeldError) Unwrap() error { return e.cause }

// adviseNameHeld says what has the name and how to go on from there.
func adviseNameHeld(err error) (Advice, bool) {
	var held *NameHeldError
	if !errors.As(err, &held) {
		return Advice{}, false
	}
	if d := held.Deleted; d != nil {
		return Advice{What: "A deleted registration of an earlier run has the name that this one was to get: " + text.Clean(d.DisplayName) + " (" + text.Clean(d.AppID) + ").",
			Means: "Nothing was made. Entra keeps a deleted registration, and its unique name with it, for 30 days.",
			Do:    "Read again, then let the wizard bring that one back. Or choose a new registration in step 2: it gets another unique name."}, true
	}
	a := Advice{What: "Entra says that another registration has the name " + held.Unique + " already, and does not show it.",
		Means: "Nothing was made. It may be one that an earlier run made and somebody deleted, or one that Entra has not copied to all its servers yet.",
		Do:    "Run it again in some minutes: it looks for that registration once more, and makes one under another name if there is none."}
	if held.BinWhy.Text != "" {
		a.Means += " The recycle bin could not be looked at. " + judge.BinReaders
	}
	return a, true
}

// upsert makes the registration. A name that is taken is looked for: by itself, as
// what an earlier try of this run or another made and Entra still copies, and in
// the recycle bin.
func (o *createApp) upsert(ctx context.Context, r *Runner, c *graph.Client, note func(Note)) (graph.Application, error) {
	held := &NameHeldError{Unique: o.unique}
	app, err := r.settled(ctx, note, func() (graph.Application, error) {
		app, _, err := c.UpsertApplication(ctx, o.unique, o.body)
		if !errors.Is(err, graph.ErrAlreadyExists) {
			return app, err
		}
		if held.cause = err; held.BinWhy.Text == "" {
			held.Deleted, held.BinWhy = lookInBin(ctx, c, o.unique)
		}
		if held.Deleted != nil {
			return app, lastWord(held)
		}
		return app, held
	})
	// After a lost answer it is this run's own, or that of the run before, and shows
	// up under the name.
	own := errors.Is(err, graph.ErrUncertain) || r.stoppedHere()
	if errors.As(err, &held) && (held.Deleted != nil || !own) {
		err = errors.Join(err, r.leaveName(held))
	}
	return app, err
}

// lookInBin looks for the deleted registration that has a unique name.
func lookInBin(ctx context.Context, c *graph.Client, unique string) (*graph.Application, setup.Reason) {
	list, err := lookOnce[[]graph.Application](ctx, c, graph.DeletedApplicationsQuery(""))
	if err != nil {
		return nil, reasonOf(err)
	}
	return namedIn(list, unique), setup.Reason{}
}

// namedIn finds the registration with a unique name; nil where none has it.
func namedIn(list []graph.Application, unique string) *graph.Application {
	for i := range list {
		if unique != "" && list[i].UniqueName == unique {
			return &list[i]
		}
	}
	return nil
}

// leaveName takes up the registration that has the name, so that the next look
// offers to bring it back; or lets go of a name that leads nowhere, so that the
// next run looks for what there is and makes one under another.
func (r *Runner) leaveName(held *NameHeldError) error {
	return r.update(func(p *setup.Profile) {
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
func (r *Runner) settled(ctx context.Context, note func(Note), do func() (graph.Application, error)) (graph.Application, error) {
	waited := patience{at: r.Now()}
	pause := lookEvery
	var lost error
	for try := 1; ; try++ {
		app, err := do()
		if errors.Is(err, graph.ErrUncertain) {
			lost = err
		}
		if err == nil || !r.worthAnother(err, try, waited.upTo(r.Now())) {
			return app, unsettled(lost, unfinal(err))
		}
		if errors.Is(err, graph.ErrNotFound) || errors.Is(err, graph.ErrNotReplicated) {
			if gone := r.goneUnder(ctx); gone != nil {
				return app, unsettled(lost, errors.Join(gone, err))
			}
		}
		note(Note{Text: "No clear answer from Entra. Asking again, which cannot make a second one" + r.longWait(waited.spent), Waiting: true, Usual: 30 * time.Second, Try: try})
		if err := r.Sleep(ctx, pause); err != nil {
			return app, unsettled(lost, err)
		}
		pause = min(pause*2, lookAtMost)
	}
}

// worthAnother tells whether a refusal may be the delay of something new, and
// whether there is time left for another try.
func (r *Runner) worthAnother(err error, try int, waited time.Duration) bool {
	var end *final
	is := func(kind error) bool { return errors.Is(err, kind) }
	switch {
	case errors.As(err, &end), errors.As(err, new(*setup.DeletedError)):
		return false
	case is(graph.ErrAlreadyExists), r.Profile().JustMade(r.Now()) && (is(graph.ErrNotFound) || is(graph.ErrNotReplicated)):
		return waited <= r.Patience()
	case is(graph.ErrUncertain), is(graph.ErrConflict), is(graph.ErrNotFound), is(graph.ErrNotReplicated):
		return try < lookTries
	}
	return false
}
