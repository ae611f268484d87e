package engine_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// flapping is a tenant whose servers disagree for so long, by one seed.
func flapping(t *testing.T, seed int64, count int, most time.Duration) *walk {
	t.Helper()
	w, _ := walkAt(t, "new", func(sc *sim.Scenario) {
		sc.Seed = seed
		sc.Delays = sim.Delays{}
		sc.Replicas = sim.Replicas{Count: count, Least: sim.Span(5 * time.Second), Most: sim.Span(most)}
	})
	return w
}

// behind lets a server answer every read that knows nothing younger than a moment.
func (w *walk) behind(at time.Time) {
	w.srv.SetFault(func(*http.Request) sim.Fault { return sim.Fault{Behind: w.clock.Now().Sub(at)} })
}

// made counts what a setup has made of everything that it makes once.
func (w *walk) made() string {
	st, before := w.srv.State(), w.sc
	return fmt.Sprintf("%d registrations, %d service principals, %d grants, %d delegated grants, %d secrets",
		len(st.Applications)-len(before.Applications), len(st.ServicePrincipals)-len(before.ServicePrincipals), len(st.Grants)-len(before.AppRoleAssignments),
		len(st.DelegatedGrants)-len(before.DelegatedGrants), len(st.Secrets))
}

const madeOnce = "1 registrations, 1 service principals, 1 grants, 1 delegated grants, 1 secrets"

// TestRerunsWhileServersDisagreeMakeNothingTwice runs the whole setup, and then again and again while servers still
// answer that know nothing of it, each time as a new process. Only the first run writes.
func TestRerunsWhileServersDisagreeMakeNothingTwice(t *testing.T) {
	t.Parallel()
	for seed := int64(1); seed <= 8; seed++ {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			w := flapping(t, seed, 2+int(seed)%3, 5*time.Second+time.Duration(seed)*7*time.Second)
			must.Do(t, w.whole(t.Context()))
			wrote := len(w.srv.Writes())
			for run := 2; run <= 5; run++ {
				w.restart()
				if err := w.whole(t.Context()); err != nil {
					t.Errorf("run %d: %v", run, err)
				}
				if got := w.made(); got != madeOnce {
					t.Fatalf("after run %d: %s", run, got)
				}
				must.Do(t, w.clock.Sleep(t.Context(), 3*time.Second))
			}
			if n := len(w.srv.Writes()); n != wrote {
				t.Errorf("the reruns wrote %+v", w.srv.Writes()[wrote:])
			}
		})
	}
}

// TestWhatIsNotShownYetIsUnknown: one look at a server that knows nothing of the last minute, after each phase. The
// phase could not be checked, nothing can be planned from it, and nobody is told to make anything.
func TestWhatIsNotShownYetIsUnknown(t *testing.T) {
	w, _ := signedInAt(t, sim.Delays{})
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.pasteURIs()
	for _, phase := range []string{"3-8", "12-14", "15-20", "21-22", "23-27"} {
		stuck := w.clock.Now()
		must.Do(t, w.clock.Sleep(t.Context(), time.Second))
		w.do(phase)
		w.behind(stuck)
		looks := len(w.srv.Requests())
		s, err := w.r.Observe(t.Context())
		must.Do(t, err)
		if s.Behind == "" || len(w.srv.Requests())-looks < 20 {
			t.Errorf("%s: it did not wait: %q, %d requests", phase, s.Behind, len(w.srv.Requests())-looks)
		}
		for _, as := range []judge.As{judge.Walking, judge.Checking} {
			st := w.r.Verdict(as).Phase(phase)
			if st.Status != setup.StatusUnknown {
				t.Errorf("%s is %s: %+v", phase, st.Status, st.Findings())
			}
			for _, f := range st.Findings() {
				if f.Level == setup.LevelFail || f.Level == setup.LevelWarn {
					t.Errorf("%s: %+v", phase, f)
				}
			}
		}
		for name, plan := range map[string]func() (change.Plan, error){
			"the whole": w.r.PlanWhole, "the phase": func() (change.Plan, error) { return w.r.Plan(phase) }, "a renewal": w.r.PlanRenew,
		} {
			var blocked *advice.BlockedError
			if _, err := plan(); !errors.As(err, &blocked) || !strings.Contains(blocked.By, s.Behind) {
				t.Errorf("%s: %s is planned from it, or not for that reason: %v", phase, name, err)
			}
		}
		w.srv.SetFault(nil)
		w.observe()
		must.Do(t, w.clock.Sleep(t.Context(), 2*time.Minute))
	}
}

// TestAbsenceIsAFactAfterAWhile: what somebody took away is missing once every server would show it, and no sooner.
func TestAbsenceIsAFactAfterAWhile(t *testing.T) {
	w, _ := signedInAt(t, sim.Delays{})
	must.Do(t, w.whole(t.Context()))
	must.Do(t, w.somebody().RemovePassword(t.Context(), w.r.Snapshot().App.Value.ID, w.r.Profile().Secret.KeyID))
	w.observe()
	if st := w.r.Verdict(judge.Checking).Phase("23-27"); st.Status != setup.StatusUnknown || !strings.Contains(st.Findings()[0].Text(), "does not know yet") {
		t.Errorf("at once it is %s: %+v", st.Status, st.Findings())
	}
	w.later()
	w.observe()
	if st := w.r.Verdict(judge.Checking).Phase("23-27"); st.Status != setup.StatusFail || st.Findings()[0].Code != setup.CodeSecretMissing {
		t.Errorf("later it is %s: %+v", st.Status, st.Findings())
	}
}

// TestWhatWasTakenBackAndIsStillShownIsUnknown: presence in one read is no fact either.
func TestWhatWasTakenBackAndIsStillShownIsUnknown(t *testing.T) {
	w, _ := signedInAt(t, sim.Delays{})
	must.Do(t, w.whole(t.Context()))
	must.Do(t, w.clock.Sleep(t.Context(), 2*time.Minute))
	for _, item := range w.r.Undoable() {
		if item.Receipt.Object == "application" || item.Receipt.Object == "servicePrincipal" {
			continue
		}
		plan, err := w.r.PlanUndo(item.Index)
		stuck := w.clock.Now()
		must.Do(t, w.clock.Sleep(t.Context(), time.Second))
		w.apply(plan, err)
		w.behind(stuck)
		if s := w.observe(); s.Behind == "" {
			t.Errorf("%s: believed", item.Receipt.Object)
		}
		w.srv.SetFault(nil)
		if s := w.observe(); s.Behind != "" {
			t.Errorf("%s: still in doubt: %s", item.Receipt.Object, s.Behind)
		}
	}
}
