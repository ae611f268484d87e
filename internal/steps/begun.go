package steps

import (
	"errors"
	"net/http"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// begins is an operation whose receipt is known before it runs, but for the ids
// that Entra gives. It is saved before the request goes out: a program that is
// killed in between would leave a write that nothing here can take back. A
// secret, whose value goes before all, has a mark of its own first: Pending.
type begins interface{ begun() setup.Receipt }

// begin saves what an operation is about to write, and notes whether an earlier
// run was stopped at the same: then what is found there may be its work.
func (r *Runner) begin(o operation) error {
	r.resumed = false
	b, ok := o.(begins)
	if !ok {
		return nil
	}
	rec := r.stamp(b.begun())
	return r.update(func(p *setup.Profile) {
		r.resumed = p.Begun != nil && p.Begun.SameWrite(rec) && setup.Young(p.Begun.At, rec.At)
		p.Begun = &rec
	})
}

// stamp says who wrote, when and in which action. It is called while a plan is
// applied.
func (r *Runner) stamp(rec setup.Receipt) setup.Receipt {
	rec.At, rec.By, rec.Action, rec.AppID = r.Now().UTC(), r.Identity().Username, r.action, r.Profile().App.AppID
	return rec
}

// record keeps the receipt of a write that was answered. What wrote nothing has
// none.
func (r *Runner) record(rec setup.Receipt) error {
	rec = r.stamp(rec)
	return r.update(func(p *setup.Profile) {
		if p.Begun = nil; rec.Object != "" {
			p.File(rec)
		}
	})
}

// dropIfRefused forgets what was about to be written when Entra said no: then
// nothing was. After an unknown fate the next look decides.
func (r *Runner) dropIfRefused(err error) error {
	if !refused(err) {
		return nil
	}
	return r.update(func(p *setup.Profile) { p.Begun = nil })
}

// refused tells that Entra said no to a write, so that nothing came of it.
func refused(err error) bool {
	var ge *graph.Error
	return !errors.Is(err, graph.ErrUncertain) && errors.As(err, &ge) &&
		ge.Status >= http.StatusBadRequest && ge.Status < http.StatusInternalServerError
}

// settleBegun gives a write its receipt that an interrupted run was stopped at,
// once it is seen.
func settleBegun(p *setup.Profile, s setup.Snapshot, now time.Time) {
	if p.Begun == nil {
		return
	}
	k, rec, done := kindOf(*p.Begun), *p.Begun, false
	if s.App.Value != nil && k.done != nil {
		rec, done = k.done(s, rec)
	}
	if !done {
		if s.App.Known && !setup.Young(p.Begun.At, now) {
			p.Begun = nil
		}
		return
	}
	by := authorOf(*p.Begun, s, now)
	p.Begun = nil
	if by == bySomebody {
		return
	}
	rec.Unattributed = by == byNobodyKnown
	if k.registers && p.App.Made.IsZero() {
		p.App.Made = rec.At
	}
	p.File(rec)
}

// author tells whose work something is that is there as a write was begun for.
type author int

// The makers.
const (
	byThisProgram author = iota
	bySomebody           // who did the same later
	byNobodyKnown
)

// authorOf goes by Entra's own date of what is there, within the time that the write
// took and the clocks differ. Where there is none, only a look at about the time of
// the write tells; after it nobody knows.
func authorOf(rec setup.Receipt, s setup.Snapshot, now time.Time) author {
	k := kindOf(rec)
	if k.surely {
		return byThisProgram
	}
	var made *time.Time
	if k.dated != nil {
		made = k.dated(s)
	}
	switch {
	case made == nil && !setup.Young(rec.At, now):
		return byNobodyKnown
	case made != nil && !setup.Young(rec.At, *made):
		return bySomebody
	}
	return byThisProgram
}
