package steps

import (
	"context"
	"errors"
	"slices"
	"strings"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// takeBack undoes one write of the wizard.
type takeBack struct {
	wayBack
	index   int
	changes []setup.Change
	unread  []string // what the plan said could not be looked at
}

func (o *takeBack) change() []setup.Change { return o.changes }

func (o *takeBack) request() Request { return kindOf(o.rec).request(o.wayBack) }

func (o *takeBack) run(ctx context.Context, r *Runner, note func(Note)) (setup.Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return setup.Receipt{}, err
	}
	note(Note{Text: "Taking back: " + o.rec.Summary})
	if err := o.stillRight(ctx, r); err != nil {
		return setup.Receipt{}, err
	}
	k, now := kindOf(o.rec), r.Now().UTC()
	if err := r.update(func(p *setup.Profile) {
		if o.index < len(p.Receipts) {
			p.Receipts[o.index].Taking = &now
		}
	}); err != nil {
		return setup.Receipt{}, err
	}
	_, err = again(ctx, r, func(int) (struct{}, error) {
		err := k.send(ctx, client, o.wayBack)
		if errIsGone(err) { // an earlier try did it, and its answer was lost; or a server is behind
			err = o.gone(ctx, client)
		}
		switch {
		case err == nil:
			return struct{}{}, nil
		case retryable(err):
			return struct{}{}, err
		}
		return struct{}{}, lastWord(err)
	})
	err = unfinal(err)
	var left string
	if err == nil && k.kept {
		left, err = r.clear(ctx, o.rec.ObjectID)
	}
	if err != nil {
		return setup.Receipt{}, errors.Join(err, r.notTaken(o, err))
	}
	if left != "" {
		note(Note{Text: left})
	}
	now = r.Now().UTC()
	err = r.update(func(p *setup.Profile) {
		takenBack(p, o.index, now)
		p.LeftBehind(o.index, left)
		if k.forget != nil {
			k.forget(p, o.rec)
		}
	})
	return setup.Receipt{Object: o.rec.Object, ObjectID: o.rec.ObjectID, Summary: "Took back: " + o.rec.Summary, Inverse: "none"}, err
}

// notTaken forgets that a receipt was about to be taken back where Entra said no:
// then it stands as it did.
func (r *Runner) notTaken(o *takeBack, err error) error {
	if !refused(err) {
		return nil
	}
	return r.update(func(p *setup.Profile) {
		if o.index < len(p.Receipts) {
			p.Receipts[o.index].Taking = o.rec.Taking
		}
	})
}

// stillRight looks once more, because a person may have thought about the plan
// for long: what somebody has changed meanwhile is not taken back.
func (o *takeBack) stillRight(ctx context.Context, r *Runner) error {
	s, err := r.Observe(ctx)
	if err != nil {
		return err
	}
	p := r.Profile()
	if is := undoState(s, p, o.rec); !is.may {
		return &ChangedSinceError{Why: is.why}
	}
	if o.index < len(p.Receipts) && p.Receipts[o.index].Unattributed && !o.rec.Unattributed {
		return &ChangedSinceError{Why: p.Receipts[o.index].Doubt()} // it became so while the plan was read
	}
	if x := sinceMade(s, p, o.rec); slices.ContainsFunc(x.unread, func(w string) bool { return !slices.Contains(o.unread, w) }) {
		return &ChangedSinceError{Why: strings.TrimSpace(x.question())} // less can be seen than when it was agreed to
	}
	return nil
}

// gone looks whether what Entra says is not there is not there: nil then, and
// errStillThere where it is still shown.
func (o *takeBack) gone(ctx context.Context, c *graph.Client) error {
	switch there, err := kindOf(o.rec).there(ctx, c, o.wayBack); {
	case errIsGone(err) || err == nil && !there:
		return nil
	case err != nil:
		return err
	}
	return errStillThere
}

// seen waits until what was taken back is no longer read.
func (o *takeBack) seen(s setup.Snapshot) bool {
	k := kindOf(o.rec)
	return k.seen == nil || k.seen(s, o.rec)
}

// final marks an error that another try cannot mend.
type final struct{ error }

func (f *final) Unwrap() error { return f.error }

// lastWord marks an error so.
func lastWord(err error) error { return &final{err} }

// unfinal takes the mark off again.
func unfinal(err error) error {
	var end *final
	if errors.As(err, &end) {
		return end.error
	}
	return err
}

// retryable tells a lost or crossed answer, after which an idempotent request
// may be sent again, from a refusal.
func retryable(err error) bool {
	return errors.Is(err, graph.ErrUncertain) || errors.Is(err, graph.ErrConflict) || errors.Is(err, errStillThere)
}
