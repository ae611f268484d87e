package sim

import (
	"testing"
	"time"
)

// TestSecretLifetimeLimitsInEveryISOFormHold: a policy may say a year or a month as such. What cannot
// be read is no leave.
func TestSecretLifetimeLimitsInEveryISOFormHold(t *testing.T) {
	for cap, days := range map[string]int{"P180D": 180, "P1Y": 365, "P1M": 30, "P1Y6M": 545, "P4DT12H30M5S": 4} {
		t.Run(cap, func(t *testing.T) {
			r := newRig(t, func(s *Scenario) { s.Policy.MaxSecretLifetime = cap })
			app := "/v1.0/applications/" + r.settled()["app"] + "/addPassword"
			until := func(n int) object {
				return object{"passwordCredential": object{"endDateTime": r.now().Add(time.Duration(n) * day).Format(time.RFC3339)}}
			}
			r.refused(400, "CredentialInvalidLifetimeAsPerAppPolicy", "POST", app, object{})
			r.refused(400, "CredentialInvalidLifetimeAsPerAppPolicy", "POST", app, until(days+1))
			r.must(200, "POST", app, until(days))
			rules := list(sub(r.must(200, "GET", "/v1.0/policies/defaultAppManagementPolicy", nil).body, "applicationRestrictions"), "passwordCredentials")
			if len(rules) != 1 || text(rules[0], "maxLifetime") != cap {
				t.Errorf("told as %v", rules)
			}
		})
	}
	for _, bad := range []string{"P", "PT", "P1DT", "1Y", "P1W", "P1M1Y", "P-1D"} {
		if d, err := isoDuration(bad); err == nil {
			t.Errorf("%s is read as %s", bad, d)
		}
	}
}
