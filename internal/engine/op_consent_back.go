package engine

import (
	"slices"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/undo"
)

// MayOfferConsent tells whether it is worth offering: something of this run is
// there, and the account is not known to lack every role that may take it back.
func (r *Session) MayOfferConsent() bool {
	s := r.Snapshot()
	if !s.SignedIn || !r.ConsentSeen().Any() {
		return false
	}
	x := s.Role.Value
	return !s.Role.Known || x.CanWriteApps || x.Consent == setup.RoleActive || x.Consent == setup.RoleUnseen
}

// MayTakeConsentBack tells whether the session in hand was asked for with the
// right to do it.
func (r *Session) MayTakeConsentBack() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.session != nil && slices.Contains(r.asked, change.ScopeGrants)
}

// PlanConsentBack plans to take back what this run's sign-ins left. Of a grant
// for everybody only what is known to be of this run is taken: others may use it.
// ErrNothingToDo where nothing is.
func (r *Session) PlanConsentBack(c ConsentLeft) (change.Plan, error) {
	app, ops := r.Client().ID, []change.Operation(nil)
	for _, g := range c.grants {
		take := undo.Common(g.Scope, c.Ours, c.Unsure)
		if g.ConsentType == setup.AllPrincipals {
			take = undo.Common(g.Scope, c.Ours)
		}
		if len(take) > 0 {
			ops = append(ops, &undo.ConsentBack{Client: c.Client, App: app, Grant: g, Take: take,
				Ours: change.With(take, c.Ours...)})
		}
	}
	if len(ops) == 0 {
		return change.Plan{}, advice.ErrNothingToDo
	}
	p := change.NewPlan(setup.UndoAction, "Take back what the sign-in left", r.Snapshot(), ops)
	p.UndoHint = "It comes back with the next sign-in, which asks for it anew."
	return p, nil
}
