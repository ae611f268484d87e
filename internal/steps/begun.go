package steps

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/graph"
)

// begins is an operation whose receipt is known before it runs, but for the ids
// that Entra gives. It is saved before the request goes out: a program that is
// killed in between would leave a write that nothing here can take back. A
// secret, whose value goes before all, has a mark of its own first: Pending.
type begins interface{ begun() Receipt }

// madeAs completes a receipt with the id that Entra gave; shown is what the
// summary ends with. What was begun may have been on the disk meanwhile, where no
// text keeps a blank at its end.
func (rec Receipt) madeAs(id, shown string) Receipt {
	rec.ObjectID, rec.Inverse, rec.Summary = id, rec.Inverse+id, strings.TrimSpace(rec.Summary+" "+shown)
	return rec
}

// begin saves what an operation is about to write, and notes whether an earlier
// run was stopped at the same: then what is found there may be its work.
func (r *Runner) begin(o operation) error {
	r.resumed = false
	b, ok := o.(begins)
	if !ok {
		return nil
	}
	rec := r.stamp(b.begun())
	return r.update(func(p *Profile) {
		r.resumed = p.Begun != nil && p.Begun.sameWrite(rec) && young(p.Begun.At, rec.At)
		p.Begun = &rec
	})
}

// stamp says who wrote, when and in which action. It is called while a plan is
// applied.
func (r *Runner) stamp(rec Receipt) Receipt {
	rec.At, rec.By, rec.Action, rec.AppID = r.cfg.Now().UTC(), r.Identity().Username, r.action, r.Profile().App.AppID
	return rec
}

// record keeps the receipt of a write that was answered. What wrote nothing has
// none.
func (r *Runner) record(rec Receipt) error {
	rec = r.stamp(rec)
	return r.update(func(p *Profile) {
		if p.Begun = nil; rec.Object != "" {
			p.file(rec)
		}
	})
}

// file keeps a receipt, unless it is there already: a look in between, or an
// earlier run, may have recorded the same write. One that is surely of this program
// takes the place, and the number, of one of which nobody knew.
func (p *Profile) file(rec Receipt) {
	i := slices.IndexFunc(p.Receipts, rec.sameWrite)
	switch {
	case rec.Action == undoAction || i < 0:
		p.Receipts = append(p.Receipts, rec)
	case p.Receipts[i].Unattributed && !rec.Unattributed:
		p.Receipts[i] = rec
	}
}

// sameWrite tells whether another receipt is of the same write, which holds: the
// same object, from the same to the same.
func (rec Receipt) sameWrite(o Receipt) bool {
	return o.Undone == nil && o.Action != undoAction && rec.Gone == o.Gone && rec.Object == o.Object && rec.ObjectID == o.ObjectID && sameValue(rec.Before, o.Before) && sameValue(rec.After, o.After)
}

// sameValue compares what receipts hold, whether it comes from a run or from the
// disk, where it has lost its type.
func sameValue(a, b any) bool {
	plain := func(v any) (out any) {
		raw, err := json.Marshal(v)
		if err == nil {
			err = json.Unmarshal(raw, &out)
		}
		if err != nil {
			return err // equals nothing
		}
		return out
	}
	return reflect.DeepEqual(plain(a), plain(b))
}

// dropIfRefused forgets what was about to be written when Entra said no: then
// nothing was. After an unknown fate the next look decides.
func (r *Runner) dropIfRefused(err error) error {
	if !refused(err) {
		return nil
	}
	return r.update(func(p *Profile) { p.Begun = nil })
}

// refused tells that Entra said no to a write, so that nothing came of it.
func refused(err error) bool {
	var ge *graph.Error
	return !errors.Is(err, graph.ErrUncertain) && errors.As(err, &ge) &&
		ge.Status >= http.StatusBadRequest && ge.Status < http.StatusInternalServerError
}

// settleBegun gives a write its receipt that an interrupted run was stopped at,
// once it is seen.
func (p *Profile) settleBegun(s Snapshot, now time.Time) {
	if p.Begun == nil {
		return
	}
	rec, done := written(s, *p.Begun)
	if !done {
		if s.App.Known && !young(p.Begun.At, now) {
			p.Begun = nil
		}
		return
	}
	by := p.Begun.author(s, now)
	p.Begun = nil
	if by == bySomebody {
		return
	}
	rec.Unattributed = by == byNobodyKnown
	if rec.Object == "application" && rec.Before == nil && p.App.Made.IsZero() {
		p.App.Made = rec.At
	}
	p.file(rec)
}

// author tells whose work something is that is there as a write was begun for.
type author int

const (
	byThisProgram author = iota
	bySomebody           // who did the same later
	byNobodyKnown
)

// author goes by Entra's own date of what is there, within the time that the write
// took and the clocks differ. Where there is none, only a look at about the time of
// the write tells; after it nobody knows.
func (rec Receipt) author(s Snapshot, now time.Time) author {
	var made *time.Time
	switch {
	case rec.Object == "password" || rec.Object == objectPolicy:
		return byThisProgram // by its key id, which Entra gave to this write; by its name, which is of this attempt
	case rec.Object == "appRoleAssignment":
		g, _ := granted(s)
		made = g.CreatedDateTime
	case rec.Object == "application" && rec.Before == nil:
		made = s.App.Value.CreatedDateTime
	}
	switch {
	case made == nil && !young(rec.At, now):
		return byNobodyKnown
	case made != nil && !young(rec.At, *made):
		return bySomebody
	}
	return byThisProgram
}

// written tells whether what a receipt was begun for is there, and completes it.
func written(s Snapshot, rec Receipt) (Receipt, bool) {
	app, sp := s.App.Value, s.Principal.Value
	if app == nil {
		return rec, false
	}
	switch rec.Object {
	case "application":
		after, err := recorded(rec.After)
		switch {
		case err != nil || after == record{} || after.differsFrom(*app) != "":
			return rec, false
		case rec.Before != nil:
			return rec, rec.ObjectID == app.ID
		}
		rec.AppID = app.AppID
		return rec.madeAs(app.ID, app.AppID), strings.HasPrefix(app.UniqueName, uniquePrefix)
	case "servicePrincipal":
		if sp == nil {
			return rec, false
		}
		return rec.madeAs(sp.ID, sp.ID), true
	case "appRoleAssignment":
		g, ok := granted(s)
		return rec.madeAs(g.ID, ""), ok
	case "oauth2PermissionGrant":
		g := everybodysGrant(s)
		after, _ := rec.After.(string)
		return rec.madeAs(g.ID, ""), g.ID != "" && sameWords(g.Scope, after)
	case objectPrincipalSettings:
		after, err := recordedSettings(rec.After)
		return rec, err == nil && sp != nil && sp.ID == rec.ObjectID && holdsSettings(after, *sp)
	case objectDeleted:
		return rec, app.ID == rec.ObjectID || sp != nil && sp.ID == rec.ObjectID
	case "password":
		_, there := findPassword(app, rec.ObjectID)
		return rec, there != rec.Gone
	}
	return policyWritten(s, rec)
}
