package engine_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/must"
	"ssowizard/internal/undo"
)

// TestWhatSigningInLeftIsToldAndTakenBack: where the app came into the tenant with this run, all of its consent is of
// this run; it is told from what was read anyway, shown before it is taken back, and read back.
func TestWhatSigningInLeftIsToldAndTakenBack(t *testing.T) {
	w := newWalk(t, "new")
	w.r.SignInFor(change.ForCheck)
	w.signIn(w.sc.Admin)
	told := w.r.ConsentSeen()
	if !slices.Contains(told.Ours, "Directory.Read.All") || len(told.Unsure) != 0 || !w.r.MayOfferConsent() || w.r.MayTakeConsentBack() {
		t.Fatalf("told after the first look: %+v", told)
	}
	w.r.StepUp(undo.ScopesForConsent())
	w.signInAgain(w.sc.Admin)
	w.observe()
	left, err := w.r.ConsentLeft(t.Context())
	must.Do(t, err)
	if !slices.Contains(left.Ours, "DelegatedPermissionGrant.ReadWrite.All") || !slices.Contains(left.Ours, "Directory.Read.All") || len(left.Unsure)+len(left.Before) != 0 || left.Everybody {
		t.Fatalf("left %+v", left)
	}
	plan, err := w.r.PlanConsentBack(left)
	must.Do(t, err)
	if q := plan.Requests[0]; len(plan.Requests) != 1 || q.Method != http.MethodDelete || !w.r.May(plan) {
		t.Errorf("planned %+v", plan.Requests)
	}
	w.apply(plan, nil)
	if rest := w.srv.State().Consents; len(rest) != 0 {
		t.Errorf("still there: %v", rest)
	}
	if left, err = w.r.ConsentLeft(t.Context()); err != nil || left.Any() {
		t.Errorf("told again: %+v %v", left, err)
	}
	if got := w.r.Profile().Receipts; len(got) != 1 || got[0].Summary == "" {
		t.Errorf("receipts %+v", got)
	}
}

// TestOfAnAppThatWasThereBeforeNothingTells: somebody has signed in with it a day ago. What the first sign-in of this run
// asked for may be from then, and is said to be; what a later one added is of this run, and that alone is sure.
func TestOfAnAppThatWasThereBeforeNothingTells(t *testing.T) {
	w := newWalk(t, "new")
	other := w.another()
	other.r.SignInFor(change.ForCheck)
	other.signIn(w.sc.Admin)
	must.Do(t, w.clock.Sleep(t.Context(), 24*time.Hour))
	w.r.SignInFor(change.ForCheck)
	w.signIn(w.sc.Admin)
	if told := w.r.ConsentSeen(); !slices.Contains(told.Unsure, "Directory.Read.All") || len(told.Ours) != 0 {
		t.Fatalf("told %+v", told)
	}
	w.r.SignInFor(change.ForSetup)
	w.signInAgain(w.sc.Admin)
	w.observe()
	left, err := w.r.ConsentLeft(t.Context())
	must.Do(t, err)
	if !slices.Contains(left.Ours, "AppRoleAssignment.ReadWrite.All") || !slices.Contains(left.Unsure, "Directory.Read.All") {
		t.Fatalf("left %+v", left)
	}
	if words := strings.Join(left.Words(), " "); !strings.Contains(words, "Whether all of it is from this run could not be told: User.Read, Application.Read.All") {
		t.Error(words)
	}
}

// TestSinceWhenTheAppIsThereCostsNoRoundTrip: it is among a batch that is sent beside the main one, once.
func TestSinceWhenTheAppIsThereCostsNoRoundTrip(t *testing.T) {
	w := signedIn(t, "good")
	batches := func() (n int) {
		for _, q := range w.srv.Requests() {
			if strings.HasSuffix(q.Path, "/$batch") {
				n++
			}
		}
		return n
	}
	first := batches()
	w.observe()
	if second := batches() - first; first != second {
		t.Errorf("the first look sent %d batches, the next one %d", first, second)
	}
	w.wantReads("/beta/servicePrincipals(appId='"+w.r.Client().ID+"')", 1)
}

// TestConsentFromBeforeIsNotOffered: what an administrator had approved for everybody, and what an earlier run saw, stays.
func TestConsentFromBeforeIsNotOffered(t *testing.T) {
	w := signedIn(t, "pim-approved")
	w.observe()
	left, err := w.r.ConsentLeft(t.Context())
	must.Do(t, err)
	if !left.Everybody || len(left.Ours) != 0 {
		t.Fatalf("left %+v", left)
	}
	if _, err := w.r.PlanConsentBack(left); !errors.Is(err, advice.ErrNothingToDo) {
		t.Errorf("consent for everybody that may have been there before is offered: %v", err)
	}
	w.restart()
	if _, err := w.r.Resolve(t.Context(), "contoso.com"); err != nil {
		t.Fatal(err)
	}
	w.signInAgain(w.sc.Admin)
	if left, err = w.r.ConsentLeft(t.Context()); err != nil || left.Any() || !slices.Contains(left.Before, "Application.ReadWrite.All") {
		t.Errorf("the second run says %+v %v", left, err)
	}
}

// TestAzureCLILeavesNothing: its rights are Microsoft's to settle, and the tenant holds no grant of it.
func TestAzureCLILeavesNothing(t *testing.T) {
	w := newWalk(t, "new")
	w.r.UseClient(entra.AzureCLI())
	w.signIn(w.sc.Admin)
	w.observe()
	if left, err := w.r.ConsentLeft(t.Context()); err != nil || left.Any() {
		t.Errorf("left %+v %v", left, err)
	}
	if _, ok := w.r.WayOn(engine.OnApprove); ok {
		t.Error("an approval is offered that the app does not need")
	}
	plan, err := func() (change.Plan, error) { must.Do(t, w.r.ChooseNew("X")); return w.r.Plan("3-8") }()
	must.Do(t, err)
	if !w.r.May(plan) {
		t.Error("the setup's own sign-in may not write")
	}
}
