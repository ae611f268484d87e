package engine_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// newborn delays what Graph knows of an application whose secret works at once.
func newborn(known, granted time.Duration) sim.Delays {
	return sim.Delays{Newborn: sim.Span(known), GrantUse: sim.Span(granted)}
}

func TestAProofWaitsForANewbornApplication(t *testing.T) {
	for name, delays := range map[string]sim.Delays{
		"401 of a caller nobody knows": newborn(2*time.Minute, 0),
		"403 of a grant nobody knows":  newborn(0, 4*time.Minute),
		"one after the other":          newborn(time.Minute, 3*time.Minute),
	} {
		t.Run(name, func(t *testing.T) {
			w, _ := delayedTenant(t, delays)
			shown, reads := map[string]bool{}, 0 // a token from before may stand for what was not known then
			w.srv.SetFault(func(r *http.Request) sim.Fault {
				if strings.HasSuffix(r.URL.Path, "/users") {
					reads++
					shown[r.Header.Get("Authorization")] = true
				}
				return sim.Fault{}
			})
			said := map[setup.LinkState]bool{}
			p, err := w.r.Prove(t.Context(), func(p setup.Proof) { said[p.Links[len(p.Links)-1].State] = true })
			must.Do(t, err)
			if !p.Good || p.Finding != nil || p.Waited < time.Minute {
				t.Errorf("%+v, finding %+v", p, p.Finding)
			}
			if !said[setup.LinkNow] || said[setup.LinkFail] {
				t.Errorf("the link was shown as %v", said)
			}
			if reads < 2 || len(shown) != reads {
				t.Errorf("%d reads with %d tokens", reads, len(shown))
			}
			w.wantStatus(setup.StatusOK, "28")
		})
	}
}

// TestANewbornThatStaysUnknownIsNoFault: it is granted, and somebody comes back.
func TestANewbornThatStaysUnknownIsNoFault(t *testing.T) {
	for name, delays := range map[string]sim.Delays{
		"401": newborn(3*time.Hour, 0), "403": newborn(0, 3*time.Hour),
	} {
		t.Run(name, func(t *testing.T) {
			w, _ := delayedTenant(t, delays)
			began := w.clock.Now()
			p := w.proof()
			if took := w.clock.Now().Sub(began); took < setup.AttendedWait || took > setup.AttendedWait+time.Minute {
				t.Errorf("it waited %s", took)
			}
			f := p.Finding
			if p.Good || f == nil || f.Code != setup.CodeGrantNotEverywhere || f.Level != setup.LevelUnknown {
				t.Fatalf("%+v, finding %+v", p, f)
			}
			w.wantStatus(setup.StatusUnknown, "28")
			if w.r.Profile().Secret.Proven != nil {
				t.Error("it is said to be proven")
			}
			must.Do(t, w.clock.Sleep(t.Context(), 4*time.Hour))
			w.signInAgain(w.sc.Admin)
			w.prove()
			if n := len(w.srv.State().Secrets); n != 1 {
				t.Errorf("%d secrets", n)
			}
		})
	}
}

// TestATokenThatNeverCarriesAFreshGrantIsNoFaultEither: the directory holds it.
func TestATokenThatNeverCarriesAFreshGrantIsNoFaultEither(t *testing.T) {
	w, _ := delayedTenant(t, sim.Delays{Consent: sim.Span(3 * time.Hour)})
	p := w.proof()
	if p.Good || p.Finding == nil || p.Finding.Code != setup.CodeGrantNotEverywhere {
		t.Fatalf("%+v, finding %+v", p, p.Finding)
	}
	w.wantStatus(setup.StatusUnknown, "28")
}

// TestARefusalOfAnOldGrantIsOne: what was granted long ago is known everywhere.
func TestARefusalOfAnOldGrantIsOne(t *testing.T) {
	w, _ := delayedTenant(t, newborn(0, 100*time.Hour))
	must.Do(t, w.clock.Sleep(t.Context(), 48*time.Hour))
	w.signInAgain(w.sc.Admin)
	began := w.clock.Now()
	p := w.proof()
	if p.Good || p.Finding == nil || p.Finding.Code != setup.CodeConsentMissing || w.clock.Now().Sub(began) > time.Minute {
		t.Errorf("%+v, finding %+v after %s", p, p.Finding, w.clock.Now().Sub(began))
	}
	w.wantStatus(setup.StatusFail, "28")
}
