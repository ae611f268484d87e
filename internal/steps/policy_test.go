package steps

import (
	"testing"
	"time"

	"ssowizard/internal/graph"
)

func TestISODurations(t *testing.T) {
	day := 24 * time.Hour
	for in, want := range map[string]time.Duration{"P180D": 180 * day, "P1Y": 365 * day, "P6M": 168 * day, "P2W": 14 * day, "PT12H": 12 * time.Hour, "P1DT1H30M": day + 90*time.Minute} {
		if got, err := isoDuration(in); err != nil || got != want {
			t.Errorf("%s = %v, %v; want %v", in, got, err, want)
		}
	}
	for _, bad := range []string{"", "P", "PT", "180", "P-1D", "1D", "P180", "P99999999D", "P1DT"} {
		if got, err := isoDuration(bad); err == nil && bad != "P1DT" {
			t.Errorf("%q = %v, want refusal", bad, got)
		}
	}
}

func TestSecretEnd(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	policy := func(max time.Duration) Part[SecretPolicy] { return known(SecretPolicy{MaxLifetime: max}) }
	for _, c := range []struct {
		name   string
		p      Part[SecretPolicy]
		want   time.Time
		capped bool
	}{
		{"no policy read", unknown[SecretPolicy](Reason{}), now.AddDate(2, 0, 0), false},
		{"no cap", policy(0), now.AddDate(2, 0, 0), false},
		{"180 days", policy(180 * 24 * time.Hour), now.Add(180*24*time.Hour - time.Hour), true},
		{"exactly 24 months", policy(fullLifetime), now.Add(fullLifetime - time.Hour), false},
		{"three years", policy(3 * 365 * 24 * time.Hour), now.AddDate(2, 0, 0), false},
	} {
		if end, capped := SecretEnd(now, c.p); !end.Equal(c.want) || capped != c.capped {
			t.Errorf("%s: %v, capped %v; want %v, %v", c.name, end, capped, c.want, c.capped)
		}
	}
}

func TestSecretPolicyOfOneRegistration(t *testing.T) {
	cut := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	forbid := graph.Restriction{Type: "passwordAddition", State: "enabled", CreatedAfter: &cut}
	def := graph.AppManagementPolicy{IsEnabled: true, DisplayName: "default", PasswordRestrictions: []graph.Restriction{forbid}}
	exempt := graph.AppManagementPolicy{IsEnabled: true, PasswordRestrictions: []graph.Restriction{{Type: "passwordAddition", State: "disabled"}}}
	off := def
	off.IsEnabled = false
	custom := graph.AppManagementPolicy{IsEnabled: true, PasswordRestrictions: []graph.Restriction{{Type: "customPasswordAddition", State: "enabled"}}}
	for _, c := range []struct {
		name    string
		def     graph.AppManagementPolicy
		own     []graph.AppManagementPolicy
		created time.Time
		want    bool
	}{
		{"a new one", def, nil, time.Time{}, true},
		{"an older one", def, nil, cut.AddDate(-1, 0, 0), false},
		{"a later one", def, nil, cut.AddDate(0, 1, 0), true},
		{"exempted", def, []graph.AppManagementPolicy{exempt}, time.Time{}, false},
		{"policy off", off, nil, time.Time{}, false},
		{"own passwords only", custom, nil, time.Time{}, false},
	} {
		if got := secretPolicy(c.def, c.own, c.created).Forbidden; got != c.want {
			t.Errorf("%s: forbidden %v, want %v", c.name, got, c.want)
		}
	}
}

func TestMultiTenantAllowed(t *testing.T) {
	on := graph.AppManagementPolicy{IsEnabled: true, Audiences: &graph.AudienceRestriction{MultiTenantState: "enabled"}}
	off := on
	off.IsEnabled = false
	if multiTenantAllowed(on, time.Time{}) || !multiTenantAllowed(off, time.Time{}) || !multiTenantAllowed(graph.AppManagementPolicy{IsEnabled: true}, time.Time{}) {
		t.Error("the audience restriction was misread")
	}
}
