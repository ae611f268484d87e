package engine_test

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/change"
	"ssowizard/internal/sim"
)

// TestALostAnswerMakesNoSecondPolicy: the policy, its assignment and the change of a
// rule each happen, and their answers are lost.
func TestALostAnswerMakesNoSecondPolicy(t *testing.T) {
	for _, end := range []string{"/policies/appManagementPolicies", "/appManagementPolicies/$ref"} {
		t.Run(end, func(t *testing.T) {
			w := signedIn(t, "secrets-forbidden")
			w.untilTheSecret()
			plan := w.stepUpFor("23-27")
			var lost atomic.Bool
			w.srv.SetFault(func(r *http.Request) sim.Fault {
				if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, end) && !lost.Swap(true) {
					return sim.Fault{After: true, Drop: true}
				}
				return sim.Fault{}
			})
			w.apply(plan, nil)
			if !lost.Load() || len(w.policies()) != 1 || len(w.srv.State().Secrets) != 1 {
				t.Errorf("%d policies, %d secrets", len(w.policies()), len(w.srv.State().Secrets))
			}
			w.takeBackTheExemption()
		})
	}
}

// TestAPolicyThatAStoppedRunMadeIsUsed: killed when the policy was made, and when
// it was assigned, before either answer was heard.
func TestAPolicyThatAStoppedRunMadeIsUsed(t *testing.T) {
	for _, end := range []string{"/policies/appManagementPolicies", "/appManagementPolicies/$ref"} {
		t.Run(end, func(t *testing.T) {
			w := signedIn(t, "secrets-forbidden")
			w.untilTheSecret()
			plan := w.stepUpFor("23-27")
			ctx, kill := context.WithCancel(t.Context())
			w.srv.SetFault(func(r *http.Request) sim.Fault {
				if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, end) && ctx.Err() == nil {
					kill()
					return sim.Fault{After: true, Drop: true}
				}
				return sim.Fault{}
			})
			if _, err := w.r.Apply(ctx, plan, func(change.Note) {}); err == nil {
				t.Fatal("it was not stopped")
			}
			w.srv.SetFault(nil)
			w.restart()
			w.resolve()
			w.r.StepUp(change.ScopesToAllow())
			w.signInAgain(w.sc.Admin)
			w.observe()
			w.do("23-27")
			if len(w.policies()) != 1 || len(w.srv.State().Secrets) != 1 {
				t.Errorf("%d policies, %d secrets", len(w.policies()), len(w.srv.State().Secrets))
			}
			w.takeBackTheExemption()
		})
	}
}

// TestAPolicyThatSomebodyUsesTooStays: deleting it would take their exemption away.
func TestAPolicyThatSomebodyUsesTooStays(t *testing.T) {
	w := signedIn(t, "secrets-forbidden")
	w.untilTheSecret()
	w.apply(w.stepUpFor("23-27"), nil)
	id, _ := w.policies()[0]["id"].(string)
	w.byHand("POST", "/applications/2b8d4f06-7c1e-4d93-a5b8-60e9f2c7d314/appManagementPolicies/$ref",
		map[string]string{"@odata.id": "https://graph.microsoft.com/v1.0/policies/appManagementPolicies/" + id})
	w.observe()
	w.takeBack()
	w.observe()
	w.takeBack()
	w.observe()
	if i := w.itemOf("appManagementPolicy"); i.Can || !strings.Contains(i.Why, "assigned the policy to something else") {
		t.Errorf("undo: %+v", i)
	}
}
