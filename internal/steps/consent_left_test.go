package steps_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/entra"
	"ssowizard/internal/steps"
)

// TestWhatSigningInLeftIsToldAndTakenBack: what the first sign-in of a run asked for may have been there before, what a
// later one added was not; all of it is shown before it is taken back, and then it is gone.
func TestWhatSigningInLeftIsToldAndTakenBack(t *testing.T) {
	w := newWalk(t, "new")
	w.r.SignInFor(steps.ForCheck)
	w.signIn(w.sc.Admin)
	w.r.SignInFor(steps.ForSetup)
	w.signInAgain(w.sc.Admin)
	w.observe()
	left, err := w.r.ConsentLeft(t.Context())
	must(t, err)
	if !slices.Contains(left.Ours, "AppRoleAssignment.ReadWrite.All") || !slices.Contains(left.Unsure, "Directory.Read.All") || len(left.Before) != 0 || left.Everybody {
		t.Fatalf("left %+v", left)
	}
	if words := strings.Join(left.Words(), " "); !strings.Contains(words, "Whether all of it is from this run could not be told: User.Read, Application.Read.All") {
		t.Error(words)
	}
	plan, err := w.r.PlanConsentBack(left)
	must(t, err)
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
}

// TestConsentFromBeforeIsNotOffered: what an administrator had approved for everybody, and what an earlier run saw, stays.
func TestConsentFromBeforeIsNotOffered(t *testing.T) {
	w := newWalk(t, "pim-approved")
	w.signIn(w.sc.Admin)
	w.observe()
	left, err := w.r.ConsentLeft(t.Context())
	must(t, err)
	if !left.Everybody || len(left.Ours) != 0 {
		t.Fatalf("left %+v", left)
	}
	if _, err := w.r.PlanConsentBack(left); !errors.Is(err, steps.ErrNothingToDo) {
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
	if _, ok := w.r.WayOn(steps.OnApprove); ok {
		t.Error("an approval is offered that the app does not need")
	}
	plan, err := func() (steps.Plan, error) { must(t, w.r.ChooseNew("X")); return w.r.Plan("3-8") }()
	must(t, err)
	if !w.r.May(plan) {
		t.Error("the setup's own sign-in may not write")
	}
}
