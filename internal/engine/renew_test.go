package engine_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/vault"
)

// finished is a walk whose setup is done, as weeks ago.
func finished(t *testing.T) *walk {
	t.Helper()
	w := newWalk(t, "new")
	must.Do(t, w.whole(t.Context()))
	must.Do(t, w.r.Confirm("10-11", ""))
	must.Do(t, w.r.Confirm("29", ""))
	must.Do(t, w.r.Confirm("S1-S2", ""))
	return w
}

func (w *walk) apply(plan change.Plan, err error) {
	w.t.Helper()
	must.Do(w.t, err)
	w.shown(plan)
	if _, err := w.r.Apply(w.t.Context(), plan, func(change.Note) {}); err != nil {
		w.t.Fatal(err)
	}
}

func TestRenewalKeepsTheOldSecretUntilTheNewOneWasUsed(t *testing.T) {
	w := finished(t)
	old := w.r.Profile().Secret
	if n := w.r.Renewal().Next; n != "make" {
		t.Fatalf("begins with %q", n)
	}
	plan, err := w.r.PlanRenew()
	w.apply(plan, err)
	if n := len(w.srv.State().Secrets); n != 2 {
		t.Fatalf("%d secrets while renewing", n)
	}
	refused := func() {
		t.Helper()
		var blocked *advice.BlockedError
		if _, err := w.r.PlanRemoveOld(old.KeyID); !errors.As(err, &blocked) {
			t.Fatalf("the old secret could be removed at %q: %v", w.r.Renewal().Next, err)
		}
	}
	refused()
	w.prove()
	refused()
	must.Do(t, w.r.Confirm("29", ""))
	refused()
	w.comeBack()
	if n := w.r.Renewal().Next; n != "pilot" {
		t.Fatalf("after a restart it goes on at %q", n)
	}
	must.Do(t, w.r.Confirm("S1-S2", ""))
	olds := w.r.Renewal().Old
	if len(olds) != 1 || !olds[0].InUse || !olds[0].Ours || olds[0].Password.KeyID != old.KeyID {
		t.Fatalf("old secrets: %+v", olds)
	}
	plan, err = w.r.PlanRemoveOld(old.KeyID)
	w.apply(plan, err)
	st := w.srv.State()
	if _, still := st.Secrets[old.KeyID]; still || len(st.Secrets) != 1 {
		t.Errorf("secrets in Entra: %d", len(st.Secrets))
	}
	p := w.r.Profile()
	if _, err := w.keychain.Get(t.Context(), vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: old.KeyID}); !errors.Is(err, vault.ErrNotFound) {
		t.Errorf("the old value is still kept: %v", err)
	}
	if n := w.r.Renewal().Next; n != "" {
		t.Errorf("left to do: %q", n)
	}
	must.Do(t, w.endRenewal(t.Context()))
	w.wantStatus(setup.StatusOK, "23-27", "28")
}

// TestAnUnprovenSecretReplacesNothing: nor a person's word that all else is done.
func TestAnUnprovenSecretReplacesNothing(t *testing.T) {
	w := finished(t)
	old := w.r.Profile().Secret.KeyID
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if strings.HasSuffix(r.URL.Path, "/token") {
			return sim.Fault{Status: http.StatusServiceUnavailable}
		}
		return sim.Fault{}
	})
	plan, err := w.r.PlanRenew()
	w.apply(plan, err)
	must.Do(t, w.r.Confirm("29", ""))
	must.Do(t, w.r.Confirm("S1-S2", ""))
	var blocked *advice.BlockedError
	if _, err := w.r.PlanRemoveOld(old); !errors.As(err, &blocked) || !strings.Contains(blocked.By, "proven") {
		t.Errorf("the old secret could be removed: %v", err)
	}
	w.srv.SetFault(nil)
	w.prove()
	if _, err := w.r.PlanRemoveOld(old); err != nil {
		t.Errorf("proven, and still kept from it: %v", err)
	}
}

func TestARenewalStoppedWhileTheSecretIsMadeLeavesNoOrphan(t *testing.T) {
	for _, after := range []bool{false, true} {
		t.Run(fmt.Sprintf("made %v", after), func(t *testing.T) { stoppedRenewal(t, after) })
	}
}

func stoppedRenewal(t *testing.T, after bool) {
	w := finished(t)
	ctx, stop := context.WithCancel(t.Context())
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if !strings.HasSuffix(r.URL.Path, "/addPassword") {
			return sim.Fault{}
		}
		stop()
		return sim.Fault{Drop: true, After: after}
	})
	plan, err := w.r.PlanRenew()
	must.Do(t, err)
	if _, err := w.r.Apply(ctx, plan, func(change.Note) {}); err == nil {
		t.Fatal("it was not stopped")
	}
	w.srv.SetFault(nil)
	w.comeBack()
	plan, err = w.r.PlanRenew()
	w.apply(plan, err)
	if n := len(w.srv.State().Secrets); n != 2 {
		t.Errorf("answer lost %v: %d secrets, want the old and the new", after, n)
	}
	w.prove()
}

func TestACheckMayNotWrite(t *testing.T) {
	w := newWalk(t, "adopt")
	w.r.SignInFor(change.ForCheck)
	w.signIn(w.sc.Admin)
	w.adoptFirst()
	for _, scope := range w.r.Identity().Scopes {
		if strings.Contains(scope, "ReadWrite") {
			t.Errorf("a check holds the right %s", scope)
		}
	}
	plan := w.plan("15-20")
	if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); !errors.Is(err, advice.ErrReadOnly) {
		t.Fatalf("got %v", err)
	}
	w.r.StepUp(plan.Scopes())
	w.signInAgain(w.sc.Admin)
	w.observe()
	w.do("15-20")
	w.wantStatus(setup.StatusOK, "15-20")
}
