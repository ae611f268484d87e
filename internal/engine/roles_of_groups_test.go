package engine_test

import (
	"net/http"
	"strings"
	"testing"

	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// TestARoleOfAGroupIsSeen: what a person may is judged with the roles of their groups, active, custom and eligible ones.
func TestARoleOfAGroupIsSeen(t *testing.T) {
	eligible := holding(nil)
	for _, c := range []struct {
		name   string
		with   func(*sim.Scenario)
		want   setup.RoleAnswer
		hidden bool
	}{
		{"active", holding(nil, throughGroup("Privileged Role Administrator")), setup.RoleActive, false},
		{"custom", holding(nil, throughGroup("SSO consenter", mayConsent)), setup.RoleUnseen, true},
		{"eligible", func(sc *sim.Scenario) {
			eligible(sc)
			sc.Licence = "P2"
			sc.Accounts[0].Eligible, sc.Accounts[0].EligibleThrough = []string{"Global Administrator"}, "SSO administrators"
		}, setup.RoleEligible, false},
		{"none", holding(nil), setup.RoleNone, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, _ := signedInAt(t, sim.Delays{}, c.with)
			s := w.observe()
			if !s.Role.Known || s.Role.Value.Consent != c.want || !s.Role.Value.Hidden.Known || s.Role.Value.Hidden.Value != c.hidden {
				t.Errorf("seen: %+v", s.Role)
			}
		})
	}
}

// TestRolesOfGroupsThatCannotBeReadRefuseNobody: then it is not known, said and tried.
func TestRolesOfGroupsThatCannotBeReadRefuseNobody(t *testing.T) {
	w, _ := signedInAt(t, sim.Delays{}, holding(nil, throughGroup("SSO consenter", mayConsent, maySelf)))
	w.srv.SetFault(func(q *http.Request) sim.Fault {
		if strings.HasPrefix(q.URL.Path, "/beta/") { // they stand there alone
			return sim.Fault{Status: http.StatusForbidden, Body: `{"error":{"code":"Authorization_RequestDenied","message":"no"}}`}
		}
		return sim.Fault{}
	})
	s := w.observe()
	if s.Role.Value.Hidden.Known || s.Role.Value.Consent != setup.RoleUnseen {
		t.Errorf("seen: %+v", s.Role.Value)
	}
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	if i := w.beforehand("register"); i.Stops {
		t.Errorf("it is refused beforehand: %+v", i)
	}
	w.do("3-8")
	w.wantStatus(setup.StatusOK, "3-8")
}
