package tui

import (
	"errors"
	"slices"
	"testing"

	"ssowizard/internal/campaign"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
)

// TestARepairMendsWhatItSaysItMends: written and read back, none of what a repair was
// offered for is there any more, and what can be repaired comes to an end.
func TestARepairMendsWhatItSaysItMends(t *testing.T) {
	t.Parallel()
	mended := 0
	for _, c := range campaign.Some(parityCases(), 24) {
		t.Run(c.String(), func(t *testing.T) {
			p := newParity(t, c)
			if err := p.prepare(); errors.Is(err, errNobodyGetsIn) || errors.Is(err, errNothingToChange) {
				t.Skip(err)
			} else if err != nil {
				t.Fatal(err)
			}
			r, err := p.writer()
			if err != nil {
				t.Skip(err) // whoever may change it cannot sign in with the wizard
			}
			for range 8 {
				list := change.RepairsTogether(r.Verdict(judge.Checking))
				if len(list) == 0 {
					return
				}
				if !p.repairs(r, list[0]) {
					return // refused: a policy, or a right that this account lacks
				}
				mended++
			}
			t.Error("after eight repairs there is still something to repair")
		})
	}
	if mended < campaign.AtLeast(800, 5) {
		t.Errorf("only %d repairs were written", mended)
	}
}

// writer is an engine of the mightiest account, on the setup that is meant.
func (p *parity) writer() (*engine.Session, error) {
	r, ctx := p.g.runner(), p.t.Context()
	if err := r.ProbeKeychain(ctx); err != nil {
		return nil, err
	}
	if err := p.in(r, append(p.mighty(), "")[0]); err != nil {
		return nil, err
	}
	if r.Profile().App.AppID != p.app {
		if err := r.ChooseExisting(p.app); err != nil {
			return nil, err
		}
	}
	if _, err := r.SetURIs(p.sc.PortalURIs); err != nil {
		return nil, err
	}
	if err := r.ConfirmOwnTenant(); err != nil {
		return nil, err
	}
	_, err := r.Observe(ctx)
	return r, err
}

// repairs writes one repair; false where the tenant refuses it.
func (p *parity) repairs(r *engine.Session, x change.Repair) bool {
	p.t.Helper()
	plan, err := r.Plan(x.ID)
	if err != nil {
		p.t.Fatalf("%s is offered, and its plan is %v", x.ID, err)
	}
	if _, err := r.Apply(p.t.Context(), plan, func(change.Note) {}); err != nil {
		return false
	}
	left := r.Verdict(judge.Checking).Problems()
	for _, f := range x.Mends {
		if slices.Contains(left, f) {
			p.t.Errorf("%s was written, and %s is still there: %s", x.ID, f.Code, f.Text())
		}
	}
	return true
}
