package engine_test

import (
	"testing"

	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
)

func TestNewSetupPhaseByPhase(t *testing.T) {
	w := signedIn(t, "new")
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.wantStatus(setup.StatusOK, "1", "2")
	w.wantStatus(setup.StatusTodo, "3-8")
	w.do("3-8")
	w.wantStatus(setup.StatusOK, "3-8", "9")
	w.pasteURIs()
	must.Do(t, w.r.Confirm("10-11", ""))
	w.wantStatus(setup.StatusConfirmed, "10-11")
	for _, st := range []string{"12-14", "15-20", "21-22", "23-27"} {
		w.do(st)
		w.wantStatus(setup.StatusOK, st)
	}
	proof, err := w.r.Prove(t.Context(), func(setup.Proof) {})
	must.Do(t, err)
	if !proof.Good {
		t.Fatalf("not proven: %+v", proof)
	}
	w.wantStatus(setup.StatusOK, "28")
	must.Do(t, w.r.Confirm("29", ""))
	w.wantStatus(setup.StatusConfirmed, "29")
	if next := w.r.Verdict(judge.Walking).Next(); next != "A1-A2" {
		t.Errorf("next is %s", next)
	}
	t.Logf("%d calls, %d one after the other", len(w.log.Calls()), w.log.Chain())
}
