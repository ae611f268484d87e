package engine_test

import (
	"slices"
	"testing"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
)

// TestASecretOfTheWizardsThatEndsSoonIsMendedByARenewal: it is offered from the day on
// which the check warns and not before, it mends that finding, and once it was gone
// through neither is there any more.
func TestASecretOfTheWizardsThatEndsSoonIsMendedByARenewal(t *testing.T) {
	w := finished(t)
	offered := func() *change.Repair {
		w.observe()
		list := change.Repairs(w.r.Verdict(judge.Checking))
		i := slices.IndexFunc(list, func(r change.Repair) bool { return r.ID == change.RepairByRenewal })
		if i < 0 {
			return nil
		}
		return &list[i]
	}
	if r := offered(); r != nil {
		t.Fatalf("a secret that is new is offered a renewal: %+v", r)
	}
	old := w.r.Profile().Secret
	must.Do(t, w.clock.Sleep(t.Context(), old.End.Sub(w.r.Now())-10*24*time.Hour))
	w.signInAgain(w.sc.Admin)
	r := offered()
	if r == nil || len(r.Mends) != 1 || r.Mends[0].Code != setup.CodeSecretExpiring || r.Mends[0].Subject != old.KeyID || !r.Alone() {
		t.Fatalf("ten days before its end: %+v", r)
	}
	if slices.ContainsFunc(change.RepairsTogether(w.r.Verdict(judge.Checking)), func(r change.Repair) bool { return r.Phase.ID == "23-27" }) {
		t.Error("\"all of it\" would make a secret that the portal does not know")
	}
	w.apply(w.r.PlanRenew())
	if r := offered(); r != nil {
		t.Errorf("a renewal under way is offered again: %+v", r)
	}
}
