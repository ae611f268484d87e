package engine_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/must"
	"ssowizard/internal/sim"
	"ssowizard/internal/vault"
)

// TestALostAnswerToARepairIsNoSecondObject: each write of the repairs below takes
// effect and its answer is lost once. The run looks, goes on, and the tenant
// holds what an undisturbed run leaves.
func TestALostAnswerToARepairIsNoSecondObject(t *testing.T) {
	for _, c := range []struct{ tenant, lost string }{
		{"deleted", "/directory/deletedItems/d1e5f9a3-3b7c-4268-9e04-7a2c6d8b5f91/restore"},
		{"deleted", "/directory/deletedItems/" + judgedSP + "/restore"},
		{"sp-disabled", "/servicePrincipals/" + judgedSP},
	} {
		for _, after := range []bool{true, false} {
			t.Run(c.tenant+c.lost[strings.LastIndex(c.lost, "/"):]+map[bool]string{true: " after", false: " before"}[after], func(t *testing.T) {
				w := newWalk(t, c.tenant)
				w.judge()
				before := w.srv.State()
				var dropped atomic.Int32
				w.srv.SetFault(func(r *http.Request) sim.Fault {
					if r.Method != http.MethodGet && strings.HasSuffix(r.URL.Path, c.lost) && dropped.Add(1) == 1 {
						return sim.Fault{Drop: true, After: after}
					}
					return sim.Fault{}
				})
				s := w.do("3-8")
				if n := dropped.Load(); n < 2 && !after || n == 0 {
					t.Fatalf("the write was sent %d times", n)
				}
				if s.App.Value == nil || s.Principal.Value == nil || s.Principal.Value.ID != judgedSP || !s.Principal.Value.AccountEnabled {
					t.Errorf("registration %+v, service principal %+v", s.App.Value, s.Principal.Value)
				}
				if c.tenant == "deleted" {
					w.do("21-22")
				}
				w.wantFound("after", []string{held})
				w.wantKept(before, nil)
			})
		}
	}
}

// TestARegistrationComesBackWithoutItsServicePrincipal: where the recycle bin no
// longer holds it, a new one is made, and the plan says so beforehand.
func TestARegistrationComesBackWithoutItsServicePrincipal(t *testing.T) {
	sc, err := sim.LoadScenario("deleted")
	must.Do(t, err)
	sc.Deleted = slices.DeleteFunc(sc.Deleted, func(o map[string]any) bool { return o["id"] == judgedSP })
	w := newWalkIn(t, sc)
	w.judge()
	if s := w.r.Snapshot(); !s.DeletedPrincipal.Known || s.DeletedPrincipal.Value != nil {
		t.Fatalf("the recycle bin: %+v", s.DeletedPrincipal)
	}
	plan := w.plan("3-8")
	if n := len(plan.Requests); n != 2 || plan.Requests[1].Path != "/v1.0/servicePrincipals" {
		t.Errorf("planned: %+v", plan.Requests)
	}
	w.do("3-8", "21-22")
	w.wantFound("after", []string{held})
}

// TestARegistrationThatIsGoneForGoodIsNotPlanned: nothing can bring it back.
func TestARegistrationThatIsGoneForGoodIsNotPlanned(t *testing.T) {
	sc, err := sim.LoadScenario("deleted")
	must.Do(t, err)
	sc.Deleted = nil
	w := newWalkIn(t, sc)
	w.judge()
	w.wantFound("before", []string{"fail app-not-found " + judgedApp})
	var blocked *advice.BlockedError
	if _, err := w.r.Plan("3-8"); !errors.As(err, &blocked) {
		t.Errorf("got %v", err)
	}
}

// newWalkIn is newWalk on a tenant that a test has changed.
func newWalkIn(t *testing.T, sc sim.Scenario) *walk {
	t.Helper()
	t.Parallel()
	return newWalkOn(t, sim.Options{Scenario: &sc}, vault.Memory())
}

// TestWhoMaySignInIsTakenBackUnlessSomebodyChangedIt: the settings become what
// they were, nothing is deleted, and a hand that came in between is respected.
func TestWhoMaySignInIsTakenBackUnlessSomebodyChangedIt(t *testing.T) {
	for _, meddle := range []bool{false, true} {
		t.Run(map[bool]string{false: "as it was left", true: "changed since"}[meddle], func(t *testing.T) {
			w := newWalk(t, "sp-disabled")
			w.judge()
			before := w.srv.State()
			w.do("3-8")
			if meddle {
				off := false
				must.Do(t, w.graph.UpdateServicePrincipal(t.Context(), judgedSP, graph.ServicePrincipalPatch{AccountEnabled: &off}))
				w.observe()
				var changed *advice.ChangedSinceError
				if _, err := w.r.PlanUndo(w.r.Undoable()[0].Index); !errors.As(err, &changed) {
					t.Errorf("got %v", err)
				}
				return
			}
			w.restart() // receipts have to serve a later process too
			w.judge()
			if rec := w.takeBack(); rec.ObjectID != judgedSP {
				t.Errorf("taken back: %+v", rec)
			}
			w.observe()
			w.wantFound("after", []string{held, "fail service-principal-disabled " + judgedSP})
			if now := w.srv.State(); fmt.Sprint(now.ServicePrincipals) != fmt.Sprint(before.ServicePrincipals) {
				t.Errorf("service principals:\n%v\n%v", before.ServicePrincipals, now.ServicePrincipals)
			}
		})
	}
}

// TestWhatCameBackFromTheRecycleBinIsNotDeletedByUndo: it was there before the
// wizard was.
func TestWhatCameBackFromTheRecycleBinIsNotDeletedByUndo(t *testing.T) {
	w := newWalk(t, "deleted")
	w.judge()
	w.do("3-8")
	items := w.r.Undoable()
	if len(items) != 2 {
		t.Fatalf("receipts: %+v", items)
	}
	for _, i := range items {
		var changed *advice.ChangedSinceError
		if _, err := w.r.PlanUndo(i.Index); !errors.As(err, &changed) || !strings.Contains(changed.Why, "recycle bin") {
			t.Errorf("%s: %v", i.Receipt.Summary, err)
		}
	}
}

// TestWhoMaySignInIsNotChangedOverSomebodysHead: between the plan and the yes the
// same setting was changed to something else, which stays.
func TestWhoMaySignInIsNotChangedOverSomebodysHead(t *testing.T) {
	w := newWalk(t, "assignment-required")
	w.judge()
	w.r.SetOpenToAll(true)
	plan := w.plan("3-8")
	must.Do(t, w.somebody().DeleteServicePrincipal(t.Context(), judgedSP))
	writes := len(w.srv.Writes())
	if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); !errors.Is(err, advice.ErrStalePlan) {
		t.Errorf("ended with %v", err)
	}
	w.wroteNothing(writes)
}
