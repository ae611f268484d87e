package steps_test

import (
	"testing"

	"ssowizard/internal/steps"
)

func TestNewSetupStageByStage(t *testing.T) {
	w := newWalk(t, "new")
	w.signIn(w.sc.Admin)
	must(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.wantStatus(steps.StatusOK, "1", "2")
	w.wantStatus(steps.StatusTodo, "3-8")
	w.do("3-8")
	w.wantStatus(steps.StatusOK, "3-8", "9")
	_, err := w.r.SetURIs(w.sc.PortalURIs)
	must(t, err)
	must(t, w.r.Confirm("10-11", ""))
	w.wantStatus(steps.StatusConfirmed, "10-11")
	for _, st := range []string{"12-14", "15-20", "21-22", "23-27"} {
		w.do(st)
		w.wantStatus(steps.StatusOK, st)
	}
	proof, err := w.r.Prove(t.Context(), func(steps.Proof) {})
	must(t, err)
	if !proof.Good {
		t.Fatalf("not proven: %+v", proof)
	}
	w.wantStatus(steps.StatusOK, "28")
	must(t, w.r.Confirm("29", ""))
	w.wantStatus(steps.StatusConfirmed, "29")
	if next := w.r.Verdict(steps.Walking).Next(); next != "A1-A2" {
		t.Errorf("next is %s", next)
	}
	t.Logf("%d calls, %d one after the other", len(w.log.Calls()), w.log.Chain())
}
