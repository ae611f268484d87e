package engine

import (
	"context"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/setup"
)

// Renewal derives the state of the renewal from the last snapshot.
func (r *Session) Renewal() change.Renewal {
	s, p := r.Both()
	return change.RenewalOf(s, p)
}

// PlanRenew plans a new secret beside the one in use. It is ErrNothingToDo while
// a renewal is under way: that one is finished first.
func (r *Session) PlanRenew() (change.Plan, error) {
	s, p := r.Both()
	if err := mayPlan(s, p); err != nil {
		return change.Plan{}, err
	}
	switch {
	case s.App.Value == nil && s.Behind == "":
		return change.Plan{}, &advice.BlockedError{By: "Step 2 · App registrations"}
	case p.Renewal != nil:
		return change.Plan{}, advice.ErrNothingToDo
	}
	if err := change.SettledToPlan(s); err != nil {
		return change.Plan{}, err
	}
	plan, err := change.PlanNewSecret(s, p, r.Options(), setup.BesideSecret(p.Secret.KeyID))
	plan.Notes = append(plan.Notes, change.RenewStops(s, p)...)
	return plan, err
}

// RenewStops are the findings for which a new secret could not be proven, however
// long one waits: what it would be used with is missing or switched off. They are
// repaired first.
func (r *Session) RenewStops() []setup.Finding {
	s, p := r.Both()
	return change.RenewStops(s, p)
}

// PlanRemoveOld plans to remove one old secret, by its key id. It is refused
// until the new one is proven, handed over and used once.
func (r *Session) PlanRemoveOld(keyID string) (change.Plan, error) {
	s, p := r.Both()
	if !s.SignedIn {
		return change.Plan{}, advice.ErrNotSignedIn
	}
	if why := change.RenewGate(s, p); why != "" {
		return change.Plan{}, &advice.BlockedError{By: why}
	}
	for _, o := range change.OldSecrets(s, p) {
		if o.Password.KeyID == keyID {
			op := &change.RemoveOld{App: *s.App.Value, Old: o}
			plan := change.NewPlan("renew", "Remove the old secret", s, []change.Operation{op})
			plan.UndoHint = "This cannot be taken back: nobody can read the old value again."
			return plan, nil
		}
	}
	return change.Plan{}, advice.ErrNothingToDo
}

// EndRenewal says that the renewal is over: what is left beside the new secret
// stays by a person's choice. left says what stays on this computer of the value of
// an old one that Entra holds no more, where a keychain did not let go of it: that is
// no reason not to end.
func (r *Session) EndRenewal(ctx context.Context) (left string, err error) {
	s, p := r.Both()
	var gone string
	if p.Renewal != nil && s.App.Value != nil && !setup.HasPassword(s, p.Renewal.Old.KeyID) {
		gone = p.Renewal.Old.KeyID
	}
	if gone != "" {
		if left, err = change.Clear(ctx, r, gone); err != nil {
			return "", err
		}
	}
	return left, r.Update(func(p *setup.Profile) {
		p.Renewal = nil
		for i, rec := range p.Receipts {
			if gone != "" && rec.Gone && rec.ObjectID == gone {
				p.LeftBehind(i, left)
			}
		}
	})
}
