package plain_test

import (
	"errors"
	"testing"

	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// TestARenewalWhereSecretsAreForbidden: without a person it exempts the registration
// only when told to, by whoever may; else it ends as a problem, names what is in the
// way, and the old secret stays in use.
func TestARenewalWhereSecretsAreForbidden(t *testing.T) {
	for _, c := range []struct {
		name  string
		roles []string
		told  bool
		made  bool
		said  []string
	}{
		{"not told", []string{"Global Administrator"}, false, false,
			[]string{"forbids client secrets", "the old one is untouched", "--allow-secret-exemption", "Nothing was written."}},
		{"told", []string{"Global Administrator"}, true, true,
			[]string{"New app management policy", "Assigned the policy", "Made a client secret", "One user read with it"}},
		{"not read, not told", []string{"Application Administrator"}, false, false,
			[]string{"Send this to a colleague who may change policies on applications", "New-MgPolicyAppManagementPolicy", "the old one is untouched"}},
		{"not read, told", []string{"Application Administrator"}, true, false,
			[]string{"may not change policies on applications", "Send this to a colleague", "the old one is untouched"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			sc, err := sim.LoadScenario("judged-no-secrets")
			if err != nil {
				t.Fatal(err)
			}
			sc.Accounts[0].Roles = c.roles
			r := newRoomIn(t, sim.Options{Scenario: &sc})
			cfg := r.alone()
			cfg.Practice.AppID, cfg.AllowSecret = judgedApp, c.told
			before := len(r.srv.State().Secrets)
			err = plain.Renew(t.Context(), cfg, plain.RenewChoice{})
			st := r.srv.State()
			if c.made {
				if err != nil || len(st.Policies) != 1 || len(st.Secrets) != before+1 {
					t.Fatalf("%v; %d policies, %d secrets, %d before\n%s", err, len(st.Policies), len(st.Secrets), before, r.talk)
				}
				r.wantSaid(c.said...)
				r.wantNoSecret()
				return
			}
			var stop *outcome.Stopped
			if !errors.As(err, &stop) || len(stop.Findings) != 1 || stop.Findings[0].Code != setup.CodeSecretsForbidden {
				t.Errorf("ended with %v: %+v\n%s", err, stop, r.talk)
			}
			if len(st.Policies) != 0 || len(st.Secrets) != before {
				t.Errorf("%d policies, %d secrets, %d before", len(st.Policies), len(st.Secrets), before)
			}
			r.wantSaid(c.said...)
		})
	}
}
