package engine

import (
	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/undo"
)

// begin saves what an operation is about to write, and notes whether an earlier
// run was stopped at the same: then what is found there may be its work.
func (r *Session) begin(o change.Operation) error {
	r.resumed = false
	b, ok := o.(undo.Begins)
	if !ok {
		return nil
	}
	rec := r.Stamp(b.Begun())
	return r.Update(func(p *setup.Profile) {
		r.resumed = p.Begun != nil && p.Begun.SameWrite(rec) && setup.Young(p.Begun.At, rec.At)
		p.Begun = &rec
	})
}

// Stamp says who wrote, when and in which action. It is called while a plan is
// applied.
func (r *Session) Stamp(rec setup.Receipt) setup.Receipt {
	rec.At, rec.By, rec.Action, rec.AppID = r.Now().UTC(), r.Identity().Username, r.action,
		r.Profile().App.AppID
	return rec
}

// record keeps the receipt of a write that was answered. What wrote nothing has
// none.
func (r *Session) record(rec setup.Receipt) error {
	rec = r.Stamp(rec)
	return r.Update(func(p *setup.Profile) {
		if p.Begun = nil; rec.Object != "" {
			p.File(rec)
		}
	})
}

// dropIfRefused forgets what was about to be written when Entra said no: then
// nothing was. After an unknown fate the next look decides.
func (r *Session) dropIfRefused(err error) error {
	if !change.Refused(err) {
		return nil
	}
	return r.Update(func(p *setup.Profile) { p.Begun = nil })
}
