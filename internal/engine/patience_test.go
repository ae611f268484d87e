package engine_test

import (
	"testing"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// TestARunThatNobodyWatchesWaitsTwiceAsLong: ten minutes instead of five, for what
// Entra copies and for a secret that does not work yet.
func TestARunThatNobodyWatchesWaitsTwiceAsLong(t *testing.T) {
	for name, c := range map[string]struct {
		alone bool
		most  time.Duration
	}{"watched": {false, 5 * time.Minute}, "alone": {true, 10 * time.Minute}} {
		t.Run(name, func(t *testing.T) {
			w, clock := signedInAt(t, sim.Delays{Secret: sim.Span(time.Hour)})
			w.alone = c.alone
			w.restart()
			w.signIn(w.sc.Admin)
			must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
			w.do("3-8", "15-20", "21-22", "23-27")
			began := clock.Now()
			p := w.proof()
			if took := clock.Now().Sub(began); w.r.Patience() != c.most || took < c.most || took > c.most+30*time.Second {
				t.Errorf("the proof took %s, %s are meant", took, c.most)
			}
			if p.Good || p.Finding == nil || p.Finding.Code != setup.CodeSecretRejected {
				t.Errorf("%+v", p)
			}
		})
	}
}

// TestARunThatNobodyWatchesOutlastsSlowCopying: seven minutes are too long for one
// that is watched, which says how to go on, and not for the other.
func TestARunThatNobodyWatchesOutlastsSlowCopying(t *testing.T) {
	for name, alone := range map[string]bool{"watched": false, "alone": true} {
		t.Run(name, func(t *testing.T) {
			w, clock := signedInAt(t, sim.Delays{Application: sim.Span(7 * time.Minute)})
			w.alone = alone
			w.restart()
			w.signIn(w.sc.Admin)
			must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
			plan := w.plan("3-8")
			before, began := len(w.srv.State().Applications), clock.Now()
			_, err := w.r.Apply(t.Context(), plan, func(change.Note) {})
			took := clock.Now().Sub(began)
			if n := len(w.srv.State().Applications); n != before+1 {
				t.Errorf("%d registrations, there were %d", n, before)
			}
			if alone {
				must.Do(t, err)
				w.wantStatus(setup.StatusOK, "3-8")
				return
			}
			if err == nil || took < 4*time.Minute || took > 6*time.Minute {
				t.Errorf("after %s: %v", took, err)
			}
		})
	}
}
