package undo

import (
	"context"
	"errors"
	"slices"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// TakeBack undoes one write of the wizard.
type TakeBack struct {
	WayBack
	Index   int
	Changes []setup.Change
	Unread  []string // what the plan said could not be looked at
}

// Change is what is shown of it.
func (o *TakeBack) Change() []setup.Change { return o.Changes }

// Request is what is sent.
func (o *TakeBack) Request() setup.Request { return kindOf(o.Rec).request(o.WayBack) }

// Run writes it.
func (o *TakeBack) Run(ctx context.Context, r change.Env, client *graph.Client,
	note func(change.Note)) (setup.Receipt, error) {
	note(change.Note{Text: "Taking back: " + o.Rec.Summary})
	if err := o.stillRight(ctx, r); err != nil {
		return setup.Receipt{}, err
	}
	k, now := kindOf(o.Rec), r.Now().UTC()
	if err := r.Update(func(p *setup.Profile) {
		if o.Index < len(p.Receipts) {
			p.Receipts[o.Index].Taking = &now
		}
	}); err != nil {
		return setup.Receipt{}, err
	}
	_, err := change.Again(ctx, r, func(int) (struct{}, error) {
		err := k.send(ctx, client, o.WayBack)
		if change.ErrIsGone(err) { // an earlier try did it, and its answer was lost; or a server is behind
			err = o.gone(ctx, client)
		}
		switch {
		case err == nil:
			return struct{}{}, nil
		case change.Retryable(err):
			return struct{}{}, err
		}
		return struct{}{}, change.LastWord(err)
	})
	err = change.Unfinal(err)
	var left string
	if err == nil && k.kept {
		left, err = change.Clear(ctx, r, o.Rec.ObjectID)
	}
	if err != nil {
		return setup.Receipt{}, errors.Join(err, notTaken(r, o, err))
	}
	if left != "" {
		note(change.Note{Text: left})
	}
	now = r.Now().UTC()
	err = r.Update(func(p *setup.Profile) {
		takenBack(p, o.Index, now)
		p.LeftBehind(o.Index, left)
		if k.forget != nil {
			k.forget(p, o.Rec)
		}
	})
	return setup.Receipt{Object: o.Rec.Object, ObjectID: o.Rec.ObjectID,
		Summary: "Took back: " + o.Rec.Summary, Inverse: "none"}, err
}

// notTaken forgets that a receipt was about to be taken back where Entra said no:
// then it stands as it did.
func notTaken(r change.Env, o *TakeBack, err error) error {
	if !change.Refused(err) {
		return nil
	}
	return r.Update(func(p *setup.Profile) {
		if o.Index < len(p.Receipts) {
			p.Receipts[o.Index].Taking = o.Rec.Taking
		}
	})
}

// stillRight looks once more, because a person may have thought about the plan
// for long: what somebody has changed meanwhile is not taken back.
func (o *TakeBack) stillRight(ctx context.Context, r change.Env) error {
	s, err := r.Observe(ctx)
	if err != nil {
		return err
	}
	p := r.Profile()
	if is := undoState(s, p, o.Rec); !is.may {
		return &advice.ChangedSinceError{Why: is.why}
	}
	if o.Index < len(p.Receipts) && p.Receipts[o.Index].Unattributed && !o.Rec.Unattributed {
		// It became so while the plan was read.
		return &advice.ChangedSinceError{Why: p.Receipts[o.Index].Doubt()}
	}
	if x := sinceMade(s, p, o.Rec); slices.ContainsFunc(x.unread,
		func(w string) bool { return !slices.Contains(o.Unread, w) }) {
		// Less can be seen than when it was agreed to.
		return &advice.ChangedSinceError{Why: strings.TrimSpace(x.question())}
	}
	return nil
}

// gone looks whether what Entra says is not there is not there: nil then, and
// errStillThere where it is still shown.
func (o *TakeBack) gone(ctx context.Context, c *graph.Client) error {
	switch there, err := kindOf(o.Rec).there(ctx, c, o.WayBack); {
	case change.ErrIsGone(err) || err == nil && !there:
		return nil
	case err != nil:
		return err
	}
	return advice.ErrStillThere
}

// Seen waits until what was taken back is no longer read.
func (o *TakeBack) Seen(s setup.Snapshot) bool {
	k := kindOf(o.Rec)
	return k.seen == nil || k.seen(s, o.Rec)
}
