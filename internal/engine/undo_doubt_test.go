package engine_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/undo"
)

// killedLongAgo is a setup or repair whose run was killed when a write had taken effect, and whose next run comes days later.
func killedLongAgo(t *testing.T, tenant, phase, object string) *walk {
	t.Helper()
	w, clock := walkAt(t, tenant, func(sc *sim.Scenario) { sc.Delays = sim.Delays{} })
	w.signIn(w.sc.Admin)
	w.stepUp()
	if phase == "" {
		must.Do(t, w.whole(t.Context()))
	} else {
		w.judge()
		w.do(phase)
	}
	w.killedAfterWriting(object)
	must.Do(t, clock.Sleep(t.Context(), 72*time.Hour))
	w.back()
	w.stepUp()
	return w
}

// stepUp signs in with all rights that any write of a plan wants.
func (w *walk) stepUp() {
	w.t.Helper()
	w.r.StepUp(change.ScopesToAllow())
	w.signInAgain(w.sc.Admin)
}

// doubted are the receipts of which nobody knows whose work they tell of.
func (w *walk) doubted() []undo.Item {
	return slices.DeleteFunc(w.r.Undoable(), func(i undo.Item) bool { return i.Doubt == "" })
}

// takeNext takes back all that is known to be this program's, as far as it goes.
func (w *walk) takeNext() {
	w.t.Helper()
	for range 12 {
		items := w.r.Undoable()
		i := slices.IndexFunc(items, undo.Item.Next)
		if i < 0 {
			return
		}
		plan, err := w.r.PlanUndo(items[i].Index)
		must.Do(w.t, err)
		if plan.Unattributed {
			w.t.Errorf("%s is planned as if nobody knew whose it is", items[i].Receipt.Summary)
		}
		w.apply(plan, nil)
	}
	w.t.Fatal("no end")
}

// TestAWriteOfUnknownAuthorIsTakenBackOnItsOwn: each kind of write that Entra does not date. It has a receipt with a mark,
// the rest is taken back without it, and after a yes of its own everything is as it was.
func TestAWriteOfUnknownAuthorIsTakenBackOnItsOwn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ tenant, phase, object string }{
		{"new", "", "oauth2PermissionGrant"}, {"new", "", "servicePrincipal"}, {"two-faults", "12-14", "application"},
		{"sp-disabled", "3-8", "servicePrincipalSettings"}, {"secrets-forbidden", "", "appManagementPolicyAssignment"},
	} {
		t.Run(c.tenant+" "+c.object, func(t *testing.T) {
			t.Parallel()
			w := killedLongAgo(t, c.tenant, c.phase, c.object)
			list := w.doubted()
			if len(list) != 1 || list[0].Receipt.Object != c.object || !list[0].Receipt.Unattributed || list[0].Next() || w.r.Profile().Begun != nil {
				t.Fatalf("of unknown author: %+v, begun %+v", list, w.r.Profile().Begun)
			}
			w.takeNext()
			w.observe()
			list = w.doubted()
			if len(list) != 1 || list[0].Receipt.Object != c.object || !list[0].Can {
				t.Fatalf("after the rest was taken back: %+v", list)
			}
			plan, err := w.r.PlanUndo(list[0].Index)
			must.Do(t, err)
			if !plan.Unattributed || len(plan.Notes) != 1 || plan.Notes[0].Code != setup.CodeNotAttributed || plan.Yes() == "Yes, write it" {
				t.Errorf("the plan says nothing of it: %+v, %q", plan.Notes, plan.Yes())
			}
			w.apply(plan, nil)
			w.takeNext()
			if left := w.r.Undoable(); len(left) != 0 && c.object != "servicePrincipal" {
				t.Errorf("left: %+v", left)
			}
		})
	}
}

// TestWhatMayBeSomebodyElsesIsNotTakenAlong: a registration whose service principal carries such a grant is not deleted.
func TestWhatMayBeSomebodyElsesIsNotTakenAlong(t *testing.T) {
	t.Parallel()
	w := killedLongAgo(t, "new", "", "oauth2PermissionGrant")
	w.takeNext()
	for _, i := range w.r.Undoable() {
		if i.Doubt == "" && (i.Can || !strings.Contains(i.Why, "may be somebody else's")) {
			t.Errorf("%s: can %v, %s", i.Receipt.Summary, i.Can, i.Why)
		}
	}
	if st := w.srv.State(); len(st.DelegatedGrants) == 0 {
		t.Error("the grant went with the rest")
	}
}

// TestAWriteMadeAgainIsThisProgramsAgain: the mark goes when this program is seen to write the same.
func TestAWriteMadeAgainIsThisProgramsAgain(t *testing.T) {
	t.Parallel()
	w := killedLongAgo(t, "sp-disabled", "3-8", "servicePrincipalSettings")
	sp := w.r.Snapshot().Principal.Value.ID
	off := false
	must.Do(t, w.somebody().UpdateServicePrincipal(t.Context(), sp, graph.ServicePrincipalPatch{AccountEnabled: &off}))
	w.observe()
	w.do("3-8")
	if list := w.doubted(); len(list) != 0 || len(w.r.Profile().Receipts) != 1 || !w.r.Undoable()[0].Next() {
		t.Errorf("doubted %+v, receipts %+v", list, w.r.Profile().Receipts)
	}
}

// TestATakingBackKilledLongAgoIsInDoubt: a run was killed when it took a change back, before or after Entra did, and days
// later the change is there. It may never have been taken back, or somebody wrote it again. Of an object with an id of its
// own there is no doubt.
func TestATakingBackKilledLongAgoIsInDoubt(t *testing.T) {
	t.Parallel()
	for object, doubt := range map[string]bool{"oauth2PermissionGrant": true, "appRoleAssignment": false} {
		w, clock := walkAt(t, "new", func(sc *sim.Scenario) { sc.Delays = sim.Delays{} })
		must.Do(t, w.whole(t.Context()))
		w.remembered(func(p *setup.Profile) {
			i := slices.IndexFunc(p.Receipts, func(r setup.Receipt) bool { return r.Object == object })
			at := clock.Now()
			p.Receipts[i].Taking = &at
		})
		must.Do(t, clock.Sleep(t.Context(), 72*time.Hour))
		w.back()
		list := w.doubted()
		if (len(list) == 1) != doubt {
			t.Errorf("%s: doubted %+v", object, list)
		}
		if doubt && !strings.Contains(list[0].Doubt, "began to take this back") {
			t.Errorf("%s: %s", object, list[0].Doubt)
		}
	}
}

// TestATakingBackThatWasRefusedLeavesNoDoubt: Entra said no, so nothing came of it.
func TestATakingBackThatWasRefusedLeavesNoDoubt(t *testing.T) {
	t.Parallel()
	w, clock := walkAt(t, "new", func(sc *sim.Scenario) { sc.Delays = sim.Delays{} })
	must.Do(t, w.whole(t.Context()))
	w.takeBack() // the secret
	i := slices.IndexFunc(w.r.Undoable(), func(x undo.Item) bool { return x.Next() && x.Receipt.Object == "oauth2PermissionGrant" })
	if i < 0 {
		t.Fatalf("the grant is not next: %+v", w.r.Undoable())
	}
	plan, err := w.r.PlanUndo(w.r.Undoable()[i].Index)
	must.Do(t, err)
	w.srv.SetFault(func(q *http.Request) sim.Fault {
		if isWrite(q) && strings.Contains(q.URL.Path, "oauth2PermissionGrants") {
			return sim.Fault{Status: http.StatusForbidden, Body: `{"error":{"code":"Authorization_RequestDenied","message":"no"}}`}
		}
		return sim.Fault{}
	})
	if err := w.try(t.Context(), plan, nil); err == nil {
		t.Fatal("it was not refused")
	}
	must.Do(t, clock.Sleep(t.Context(), 72*time.Hour))
	w.back()
	if list := w.doubted(); len(list) != 0 {
		t.Errorf("doubted: %+v", list)
	}
}
