package engine_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/vault"
)

// losing makes the first request for a secret lose its answer, after it was applied or not at all, in a tenant whose
// servers show no secret younger than the lag. stop may end the run at that moment.
func (w *walk) losing(applied bool, lag time.Duration, stop func()) *atomic.Int32 {
	var asked atomic.Int32
	w.srv.SetFault(func(q *http.Request) sim.Fault {
		switch {
		case strings.HasSuffix(q.URL.Path, "/addPassword") && asked.Add(1) == 1:
			stop()
			return sim.Fault{Drop: true, After: applied}
		case q.Method == http.MethodGet && asked.Load() > 0:
			return sim.Fault{Behind: lag}
		}
		return sim.Fault{}
	})
	return &asked
}

// TestNoSecretIsLeftThatNobodyHas: the answer to a new secret is lost, or the process ends there, while servers lag by
// more than a few seconds and by minutes. The next run, or the look after the visibility time and the repair that it
// offers, leave one live secret: the one whose value is kept.
func TestNoSecretIsLeftThatNobodyHas(t *testing.T) {
	t.Parallel()
	var runs, right atomic.Int32
	t.Run("all", func(t *testing.T) {
		for _, lag := range []time.Duration{6 * time.Second, 45 * time.Second, 4 * time.Minute, 8 * time.Minute} {
			for _, how := range []struct{ applied, killed bool }{{true, true}, {true, false}, {false, true}, {false, false}} {
				t.Run(fmt.Sprintf("lag %s, applied %v, killed %v", lag, how.applied, how.killed), func(t *testing.T) {
					runs.Add(1)
					w, _ := walkAt(t, "new", func(sc *sim.Scenario) { sc.Delays = sim.Delays{} })
					ctx, cancel := context.WithCancel(t.Context())
					defer cancel()
					stop := func() {}
					if how.killed {
						stop = cancel
					}
					w.losing(how.applied, lag, stop)
					err := w.whole(ctx)
					for run := 0; (err != nil || how.killed && run == 0) && run < 5; run++ {
						w.restart()
						err = w.whole(t.Context())
					}
					must.Do(t, err)
					if w.oneLiveSecretLater() {
						right.Add(1)
					}
				})
			}
		}
	})
	t.Logf("%d runs, %d with one live secret at the end", runs.Load(), right.Load())
}

// oneLiveSecretLater looks again when every server shows everything, runs what a repair or a rerun would, and tells
// whether one secret lives and it is the kept one.
func (w *walk) oneLiveSecretLater() bool {
	w.t.Helper()
	if st, p := w.srv.State(), w.r.Profile(); len(st.Secrets) > 1 && len(p.Lost) == 0 && p.Pending == nil {
		w.t.Errorf("%d secrets live, and the profile knows no name of unknown fate", len(st.Secrets))
	}
	w.later()
	w.observe()
	if plan, err := w.r.Plan("23-27"); !errors.Is(err, advice.ErrNothingToDo) {
		w.apply(plan, err)
		w.observe()
	}
	st, p := w.srv.State(), w.r.Profile()
	kept, err := w.keychain.Get(w.t.Context(), vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: p.Secret.KeyID})
	if err != nil || len(st.Secrets) != 1 || st.Secrets[p.Secret.KeyID] != kept.Reveal() {
		w.t.Errorf("%d live secrets, kept %v", len(st.Secrets), err)
		return false
	}
	w.later()
	w.observe()
	if p := w.r.Profile(); p.Pending != nil || len(p.Lost) > 0 {
		w.t.Errorf("names are still of unknown fate: %+v %+v", p.Pending, p.Lost)
		return false
	}
	w.wantStatus(setup.StatusOK, "23-27")
	return true
}

// TestANameOfUnknownFateIsSaid: while nobody can know whether a secret was made, a check says that it could not check,
// and neither that all is well nor that something has to be made; once it turns up it is named, with a repair.
func TestANameOfUnknownFateIsSaid(t *testing.T) {
	w, _ := signedInAt(t, sim.Delays{})
	must.Do(t, w.whole(t.Context()))
	w.later()
	plan, err := w.r.PlanRenew()
	must.Do(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	w.losing(true, 3*time.Minute, cancel)
	if _, err := w.r.Apply(ctx, plan, func(change.Note) {}); err == nil {
		t.Fatal("it was not lost")
	}
	w.restart()
	w.signIn(w.sc.Admin)
	v := w.r.Verdict(judge.Checking)
	if st := v.Phase("23-27"); st.Status != setup.StatusUnknown || len(change.Repairs(v)) > 0 {
		t.Errorf("%s, repairs %v: %+v", st.Status, change.Repairs(v), st.Findings())
	}
	must.Do(t, w.clock.Sleep(t.Context(), 4*time.Minute))
	w.observe()
	v = w.r.Verdict(judge.Checking)
	fs := v.Phase("23-27").Findings()
	if len(fs) != 1 || fs[0].Code != setup.CodeSecretOrphan || len(change.Repairs(v)) != 1 {
		t.Errorf("%+v, repairs %+v", fs, change.Repairs(v))
	}
}

// TestANameOutlivesAnotherChoice: the answer to a secret is lost, another registration is chosen and the first one again.
// What turns up there is the interrupted run's, and the next setup takes it back.
func TestANameOutlivesAnotherChoice(t *testing.T) {
	w, _ := walkAt(t, "new", func(sc *sim.Scenario) { sc.Delays = sim.Delays{} })
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	w.losing(true, 45*time.Second, cancel)
	if w.whole(ctx) == nil {
		t.Fatal("it was not lost")
	}
	w.restart()
	w.signIn(w.sc.Admin)
	first, name := w.r.Profile().App.AppID, w.r.Profile().Pending.Name
	must.Do(t, w.r.ChooseExisting("11111111-2222-3333-4444-555555555555"))
	if p := w.r.Profile(); p.Pending != nil || len(p.Lost) != 1 || p.Lost[0].AppID != first || p.Lost[0].Name != name {
		t.Errorf("with the other one chosen: pending %+v, put aside %+v", p.Pending, p.Lost)
	}
	must.Do(t, w.r.ChooseExisting(first))
	must.Do(t, w.clock.Sleep(t.Context(), time.Minute))
	w.observe()
	fs := w.r.Verdict(judge.Checking).Phase("23-27").Findings()
	if !slices.ContainsFunc(fs, func(f setup.Finding) bool { return f.Code == setup.CodeSecretOrphan }) {
		t.Errorf("the interrupted run's secret is not known as such: %+v", fs)
	}
	must.Do(t, w.whole(t.Context()))
	w.oneLiveSecretLater()
}
