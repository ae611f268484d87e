package engine_test

import (
	"testing"
	"time"

	"ssowizard/internal/fakeclock"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// slowTenant is a walk in a tenant whose new secrets take so long to work.
func slowTenant(t *testing.T, secret time.Duration) (*walk, *fakeclock.Clock) {
	t.Helper()
	return delayedTenant(t, sim.Delays{Secret: sim.Span(secret)})
}

// delayedTenant is a walk on a clock that nobody waits for, up to a secret that is
// to be proven.
func delayedTenant(t *testing.T, delays sim.Delays) (*walk, *fakeclock.Clock) {
	t.Helper()
	w, clock := signedInAt(t, delays)
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8", "15-20", "21-22", "23-27")
	return w, clock
}

func TestAProofEndsWithTheRunsPatience(t *testing.T) {
	w, clock := slowTenant(t, time.Hour)
	began := clock.Now()
	p := w.proof()
	took := clock.Now().Sub(began)
	if p.Good || p.Finding == nil || p.Finding.Code != setup.CodeSecretRejected || p.Finding.Remedy() == "" {
		t.Errorf("a secret that never worked: %+v", p)
	}
	if most := w.r.Patience(); took < most || took > most+30*time.Second || most != setup.AttendedWait {
		t.Errorf("it took %s, at most %s and one try are meant", took, most)
	}
	w.wantStatus(setup.StatusFail, "28")
	if len(w.srv.State().Secrets) != 1 {
		t.Error("another secret was made meanwhile")
	}
}

func TestAProofOutlastsASlowSecret(t *testing.T) {
	w, _ := slowTenant(t, 90*time.Second)
	var waited time.Duration
	p, err := w.r.Prove(t.Context(), func(p setup.Proof) { waited = max(waited, p.Waited) })
	must.Do(t, err)
	if !p.Good || p.InARow != 3 || p.Waited < 90*time.Second || waited != p.Waited {
		t.Errorf("proof %+v, last shown wait %s", p, waited)
	}
}

// TestAProofDoesNotWaitForAGrantThatIsNotThere: Entra was read after the last
// write and holds no grant, so that no token will carry the role.
func TestAProofDoesNotWaitForAGrantThatIsNotThere(t *testing.T) {
	w := newWalk(t, "no-consent")
	w.judge()
	if f := w.r.RenewStops(); len(f) != 1 || f[0].Code != setup.CodeConsentMissing {
		t.Fatalf("what stands in the way: %+v", f)
	}
	plan, err := w.r.PlanRenew()
	must.Do(t, err)
	if len(plan.Notes) != 1 || plan.Notes[0].Code != setup.CodeConsentMissing {
		t.Errorf("said before the write: %+v", plan.Notes)
	}
	w.apply(plan, nil)
	p := w.proof()
	if p.Good || p.Finding == nil || p.Finding.Code != setup.CodeConsentMissing || p.Waited > setup.AttendedWait/2 {
		t.Errorf("%+v", p)
	}
	w.do("21-22") // granted, so that now a wait is worth it
	w.prove()
}
