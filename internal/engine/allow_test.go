package engine_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

const policyScope = "Policy.ReadWrite.ApplicationConfiguration"

// untilTheSecret does steps 3 to 22.
func (w *walk) untilTheSecret() {
	w.t.Helper()
	must.Do(w.t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8")
	w.pasteURIs()
	w.do("12-14", "15-20", "21-22")
}

// stepUpFor signs in once more with what a plan needs, and plans anew.
func (w *walk) stepUpFor(phase string) change.Plan {
	w.t.Helper()
	plan := w.plan(phase)
	w.r.StepUp(plan.Scopes())
	w.signInAgain(w.sc.Admin)
	w.observe()
	plan, err := w.r.Plan(phase)
	must.Do(w.t, err)
	w.shown(plan)
	return plan
}

// policies are those of single registrations that the tenant holds.
func (w *walk) policies() (made []map[string]any) {
	for _, p := range w.srv.State().Policies {
		if p != nil {
			made = append(made, p)
		}
	}
	return made
}

func TestAGlobalAdministratorAllowsASecretForThisRegistrationAlone(t *testing.T) {
	w := signedIn(t, "secrets-forbidden")
	w.untilTheSecret()
	if slices.Contains(w.r.Scopes(), policyScope) {
		t.Error("the first sign-in asked for the right to change policies")
	}
	plan := w.plan("23-27")
	w.shown(plan)
	if w.r.May(plan) {
		t.Error("the sign-in in hand may change policies, and nobody agreed to that")
	}
	writes := len(w.srv.Writes())
	if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); !errors.Is(err, advice.ErrReadOnly) || !advice.Advise(err).SignInAgain || len(w.srv.Writes()) != writes {
		t.Fatalf("without that right: %v, %d writes", err, len(w.srv.Writes())-writes)
	}
	var sent []string
	for _, q := range plan.Requests {
		sent = append(sent, q.Method+" "+q.Path)
	}
	want := []string{"POST /v1.0/policies/appManagementPolicies", "POST /v1.0/applications/(object id)/appManagementPolicies/$ref", "POST /v1.0/applications/(object id)/addPassword"}
	if !slices.Equal(sent, want) {
		t.Errorf("shown are %q", sent)
	}
	plan = w.stepUpFor("23-27")
	refusals := 0
	_, err := w.r.Apply(t.Context(), plan, func(n change.Note) {
		if strings.Contains(n.Text, "still refuses") {
			refusals++
		}
	})
	must.Do(t, err)
	if refusals == 0 {
		t.Error("the policy held at once; the tenant was to take a while")
	}
	w.prove()
	w.wantStatus(setup.StatusOK, "23-27", "28")
	made := w.policies()
	if len(made) != 1 {
		t.Fatalf("policies: %v", made)
	}
	rules, _ := made[0]["restrictions"].(map[string]any)
	list, _ := rules["passwordCredentials"].([]any)
	rule, _ := list[0].(map[string]any)
	if len(list) != 1 || rule["restrictionType"] != "passwordAddition" || rule["state"] != "disabled" || rule["maxLifetime"] != nil || made[0]["description"] == "" {
		t.Errorf("made: %v", made[0])
	}
	if s := w.r.Snapshot(); s.Secrets.Value.Forbidden || len(s.OwnPolicy.Value) != 1 || len(s.OwnTargets.Value) != 1 {
		t.Errorf("read back: %+v, %+v, %+v", s.Secrets, s.OwnPolicy, s.OwnTargets)
	}
	w.takeBackTheExemption()
}

// takeBackTheExemption undoes what was written last: the secret, the assignment and
// the policy, each shown.
func (w *walk) takeBackTheExemption() {
	w.t.Helper()
	var kinds []string
	for range 3 {
		kinds = append(kinds, w.takeBack().Object)
		w.observe()
	}
	if want := []string{"password", "appManagementPolicyAssignment", "appManagementPolicy"}; !slices.Equal(kinds, want) {
		w.t.Errorf("taken back: %q", kinds)
	}
	if left := w.policies(); len(left) > 0 || !w.r.Snapshot().Secrets.Value.Forbidden || len(w.srv.State().Secrets) > 0 {
		w.t.Errorf("left: policies %v, %+v", left, w.r.Snapshot().Secrets)
	}
}

// TestWhoMayNotAllowASecretHandsItOver: the policy cannot even be read; Entra says
// no to the secret, nothing is half-made, and the wait for the colleague is taken
// up after a restart.
func TestWhoMayNotAllowASecretHandsItOver(t *testing.T) {
	w := signedIn(t, "secrets-hand-over")
	w.untilTheSecret()
	if s := w.r.Snapshot(); s.Secrets.Known || s.OwnPolicy.Known || w.r.MayAllow() != setup.AllowPerhaps {
		t.Fatalf("%+v, %+v, may allow: %s", s.Secrets, s.OwnPolicy, w.r.MayAllow())
	}
	plan := w.plan("23-27")
	if len(plan.Requests) != 1 {
		t.Errorf("a policy that nobody could read is written against: %+v", plan.Requests)
	}
	if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); !errors.Is(err, graph.ErrSecretsForbidden) {
		t.Fatalf("Entra took it: %v", err)
	}
	if p := w.r.Profile(); p.Refused == nil || p.Pending != nil || len(w.srv.State().Secrets) != 0 || !w.r.SecretForbidden() {
		t.Errorf("after the refusal: %+v, pending %+v", p.Refused, p.Pending)
	}
	h, err := w.r.HandOverSecret()
	must.Do(t, err)
	app := w.r.Profile().App
	for _, part := range []string{app.AppID, "Block password addition", "All applications with exclusions", "Global Administrator", app.ObjectID, "passwordAddition"} {
		if !strings.Contains(h.Message(), part) {
			t.Errorf("the message does not hold %q:\n%s", part, h.Message())
		}
	}
	w.comeBack()
	if w.r.Profile().Asked == nil || !w.r.SecretForbidden() {
		t.Error("what was asked for was forgotten at the restart")
	}
	plan, err = w.r.PlanSecretLater()
	must.Do(t, err)
	looks := 0
	_, err = w.r.AwaitSecret(t.Context(), plan, func(n change.Note) {
		if n.Waiting && strings.Contains(n.Text, "refuses") {
			if looks++; looks == 2 {
				must.Do(t, w.srv.AllowSecret(app.AppID, ""))
			}
		}
	})
	must.Do(t, err)
	w.prove()
	if p := w.r.Profile(); p.Asked != nil || p.Refused != nil || looks < 2 || w.r.SecretForbidden() {
		t.Errorf("after it was allowed: %+v, %+v, %d looks", p.Asked, p.Refused, looks)
	}
	if n := len(w.srv.State().Secrets); n != 1 {
		t.Errorf("%d secrets", n)
	}
}

// TestARefusedSecretLeavesTheLastLook: whoever is stopped between the refusal and the
// look after it can plan again, because nothing was made.
func TestARefusedSecretLeavesTheLastLook(t *testing.T) {
	w := signedIn(t, "secrets-hand-over")
	w.untilTheSecret()
	plan := w.plan("23-27")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var tried atomic.Bool
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if tried.Load() {
			stop()
			return sim.Fault{Stall: true}
		}
		tried.Store(strings.HasSuffix(r.URL.Path, "/addPassword"))
		return sim.Fault{}
	})
	if _, err := w.r.Apply(ctx, plan, func(change.Note) {}); !errors.Is(err, graph.ErrSecretsForbidden) {
		t.Fatalf("Entra took it: %v", err)
	}
	if ctx.Err() == nil {
		t.Fatal("nothing was read after the refusal")
	}
	if s := w.r.Snapshot(); !s.App.Known {
		t.Errorf("the registration is not known any more: %+v", s.App.Why)
	}
	if _, err := w.r.PlanSecretLater(); err != nil {
		t.Errorf("planned again: %v", err)
	}
}

// TestASmallerRoleMayTry: Microsoft's reference of the calls names it; where Entra
// goes by that, the attempt passes, and where not, nothing was made.
func TestASmallerRoleMayTry(t *testing.T) {
	for _, passes := range []bool{true, false} {
		t.Run(map[bool]string{true: "passes", false: "refused"}[passes], func(t *testing.T) {
			sc, err := sim.LoadScenario("secrets-hand-over")
			must.Do(t, err)
			sc.Policy.AppAdmins = passes
			w := newWalkIn(t, sc)
			w.signIn(w.sc.Admin)
			w.untilTheSecret()
			plan := w.plan("23-27")
			if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); !errors.Is(err, graph.ErrSecretsForbidden) {
				t.Fatal(err)
			}
			w.r.SetAllowing(setup.AllowAnyway)
			plan = w.stepUpFor("23-27")
			_, err = w.r.Apply(t.Context(), plan, func(change.Note) {})
			switch {
			case passes && err != nil:
				t.Fatal(err)
			case passes:
				w.prove()
			case !errors.Is(err, graph.ErrDenied) || len(w.policies()) > 0 || len(w.srv.State().Secrets) > 0:
				t.Errorf("%v, policies %v", err, w.policies())
			}
		})
	}
}

// TestARunThatAgreesBeforehandExemptsNothingUnasked: with --yes alone nothing is
// allowed, and nothing is written before that is said.
func TestARunThatAgreesBeforehandExemptsNothingUnasked(t *testing.T) {
	w := newWalk(t, "secrets-forbidden")
	w.r.SetAllowing(setup.AllowNever)
	w.signIn(w.sc.Admin)
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.pasteURIs()
	if i := preflight(w, "secrets"); !i.Stops || i.HandOver {
		t.Errorf("preflight: %+v", i)
	}
	_, err := w.r.PlanWhole()
	var e *judge.ForbiddenError
	if !errors.As(err, &e) || !strings.Contains(advice.Advise(err).Do, "--allow-secret-exemption") {
		t.Errorf("%v, %+v", err, advice.Advise(err))
	}
	w.r.SetAllowing(setup.AllowShown)
	plan, err := w.r.PlanWhole()
	must.Do(t, err)
	w.r.StepUp(plan.Scopes())
	w.signInAgain(w.sc.Admin)
	w.apply(plan, nil)
	w.prove()
}
