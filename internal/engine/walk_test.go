package engine_test

import (
	"testing"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

func TestNewSetupPhaseByPhase(t *testing.T) {
	w := newWalk(t, "new")
	w.signIn(w.sc.Admin)
	must(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.wantStatus(setup.StatusOK, "1", "2")
	w.wantStatus(setup.StatusTodo, "3-8")
	w.do("3-8")
	w.wantStatus(setup.StatusOK, "3-8", "9")
	_, err := w.r.SetURIs(w.sc.PortalURIs)
	must(t, err)
	must(t, w.r.Confirm("10-11", ""))
	w.wantStatus(setup.StatusConfirmed, "10-11")
	for _, st := range []string{"12-14", "15-20", "21-22", "23-27"} {
		w.do(st)
		w.wantStatus(setup.StatusOK, st)
	}
	proof, err := w.r.Prove(t.Context(), func(setup.Proof) {})
	must(t, err)
	if !proof.Good {
		t.Fatalf("not proven: %+v", proof)
	}
	w.wantStatus(setup.StatusOK, "28")
	must(t, w.r.Confirm("29", ""))
	w.wantStatus(setup.StatusConfirmed, "29")
	if next := w.r.Verdict(judge.Walking).Next(); next != "A1-A2" {
		t.Errorf("next is %s", next)
	}
	t.Logf("%d calls, %d one after the other", len(w.log.Calls()), w.log.Chain())
}
