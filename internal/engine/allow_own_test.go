package engine_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// ownPolicyIn is a tenant with a setup whose registration has a policy of its own.
func ownPolicyIn(t *testing.T, rules map[string]any, appliesTo ...string) sim.Scenario {
	t.Helper()
	sc, err := sim.LoadScenario("judged-own-policy")
	must.Do(t, err)
	if rules != nil {
		sc.Policy.Own[0].Restrictions = rules
	}
	sc.Policy.Own[0].AppliesTo = append(sc.Policy.Own[0].AppliesTo, appliesTo...)
	return sc
}

func passwordRules(rules ...any) map[string]any {
	return map[string]any{"passwordCredentials": rules, "keyCredentials": []any{
		map[string]any{"restrictionType": "asymmetricKeyLifetime", "state": "enabled", "maxLifetime": "P90D"}}}
}

func TestAnExemptionOfTheRegistrationIsReadInTheFirstLook(t *testing.T) {
	w := newWalk(t, "judged-own-policy")
	w.resolve()
	must.Do(t, w.r.ChooseExisting(judgedApp)) // nothing but its application id is known
	w.signInAgain(w.sc.Admin)
	calls := len(w.log.Calls())
	s := w.observe()
	if n := len(w.log.Calls()) - calls; n != 2 {
		t.Errorf("%d calls; one batch, and beside it that of the beta version, is right", n)
	}
	if !s.Secrets.Known || s.Secrets.Value.Forbidden || len(s.OwnPolicy.Value) != 1 {
		t.Errorf("%+v, %+v", s.Secrets, s.OwnPolicy)
	}
	must.Do(t, w.r.ConfirmOwnTenant())
	plan, err := w.r.PlanRenew()
	must.Do(t, err)
	for _, q := range plan.Requests {
		if strings.Contains(q.Path, "olicies") {
			t.Errorf("shown for what is allowed already: %s %s", q.Method, q.Path)
		}
	}
}

func TestAnOwnPolicyThatCannotBeReadIsNoAnswer(t *testing.T) {
	for name, status := range map[string]int{"refused": http.StatusForbidden, "not found": http.StatusNotFound} {
		t.Run(name, func(t *testing.T) {
			w := newWalk(t, "judged-own-policy")
			w.srv.SetFault(func(r *http.Request) sim.Fault {
				if strings.HasSuffix(r.URL.Path, "/appManagementPolicies") && strings.Contains(r.URL.Path, "/applications") {
					return sim.Fault{Status: status, Body: `{"error":{"code":"x","message":"y"}}`, Header: http.Header{"Content-Type": {"application/json"}}}
				}
				return sim.Fault{}
			})
			w.judge()
			s := w.r.Snapshot()
			if s.OwnPolicy.Known || s.Secrets.Known || s.Secrets.Why.Text == "" || s.MultiTenant.Known {
				t.Errorf("own %+v, secrets %+v, multi-tenant %+v", s.OwnPolicy, s.Secrets, s.MultiTenant)
			}
			if i := preflight(w, "secrets"); i.Status != setup.StatusUnknown || i.Stops || i.Findings[0].Code != setup.CodeCouldNotCheck {
				t.Errorf("preflight: %+v", i)
			}
		})
	}
}

// TestAnOwnPolicyIsChangedOnlyWhereItIsForThisRegistrationAlone: else others would
// be exempted too, and that is for a person to decide who knows them.
func TestAnOwnPolicyIsChangedOnlyWhereItIsForThisRegistrationAlone(t *testing.T) {
	forbids := map[string]any{"restrictionType": "passwordAddition", "state": "enabled"}
	other := map[string]any{"restrictionType": "customPasswordAddition", "state": "enabled"}
	t.Run("alone", func(t *testing.T) {
		w := newWalkIn(t, ownPolicyIn(t, passwordRules(other, forbids)))
		w.judge()
		plan := w.stepUpFor("23-27")
		if q := plan.Requests[0]; q.Method != http.MethodPatch || !strings.Contains(q.Body, "customPasswordAddition") || !strings.Contains(q.Body, "asymmetricKeyLifetime") {
			t.Errorf("shown: %+v", q)
		}
		before := w.policies()[0]["restrictions"]
		w.apply(plan, nil)
		w.prove()
		for range 3 {
			if w.takeBack().Object == "appManagementPolicyRules" {
				break
			}
			w.observe()
		}
		if after := w.policies()[0]["restrictions"]; !sameRules(t, before, after) {
			t.Errorf("taken back to %v, it was %v", after, before)
		}
	})
	t.Run("shared with one that is listed behind it", func(t *testing.T) {
		behind := "fe2d4f06-7c1e-4d93-a5b8-60e9f2c7d314"
		sc := ownPolicyIn(t, passwordRules(forbids), behind)
		sc.Applications = append(sc.Applications, map[string]any{"id": behind, "appId": "fe9d4f06-7c1e-4d93-a5b8-60e9f2c7d314", "displayName": "Beside"})
		w := newWalkIn(t, sc)
		w.judge()
		var kept *judge.ForbiddenError
		if _, err := w.r.Plan("23-27"); !errors.As(err, &kept) || !kept.Shared {
			t.Errorf("%v, %+v", err, kept)
		}
	})
	t.Run("shared", func(t *testing.T) {
		w := newWalkIn(t, ownPolicyIn(t, passwordRules(forbids), "2b8d4f06-7c1e-4d93-a5b8-60e9f2c7d314"))
		w.judge()
		_, err := w.r.Plan("23-27")
		var kept *judge.ForbiddenError
		if !errors.As(err, &kept) || !kept.Shared || kept.Kept != "Voice SSO may have a secret" || !strings.Contains(advice.Advise(err).Means, "also applies to others") {
			t.Errorf("%v, %+v, %+v", err, kept, advice.Advise(err))
		}
		h, err := w.r.HandOverSecret()
		must.Do(t, err)
		if !strings.Contains(h.Message(), "8c1f6d20-5b3e-47a9-9e61-0d2a7c4f8b35") {
			t.Errorf("the message does not name the policy in the way:\n%s", h.Message())
		}
	})
}

// sameRules compares two policies' rules, as Graph tells them.
func sameRules(t *testing.T, a, b any) bool {
	t.Helper()
	raw, err := json.Marshal(a)
	must.Do(t, err)
	return setup.RulesAre(raw, b)
}
