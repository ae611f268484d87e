package steps

import (
	"strings"
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

func rule(kind, state string, from *time.Time) graph.Restriction {
	r := graph.Restriction{Type: kind, State: state, CreatedAfter: from}
	if kind == graph.PasswordLifetime {
		r.MaxLifetime = "P90D"
	}
	return r
}

func appPolicy(name string, on bool, rules ...graph.Restriction) graph.AppManagementPolicy {
	return graph.AppManagementPolicy{ID: name, IsEnabled: on, DisplayName: name, PasswordRestrictions: rules}
}

func TestSecretPolicyOfOneRegistration(t *testing.T) {
	cut := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	next := now.AddDate(0, 1, 0)
	old := time.Date(2018, 12, 31, 0, 0, 0, 0, time.UTC)
	at2019, after2019 := madeBefore, madeBefore.Add(time.Second)
	forbid := appPolicy("default", true, rule(graph.PasswordAddition, graph.RuleOn, &cut))
	always := appPolicy("default", true, rule(graph.PasswordAddition, graph.RuleOn, nil))
	exempting := rule(graph.PasswordAddition, graph.RuleOn, nil)
	exempting.ExcludesActors = true
	null := madeAt(&graph.Application{}, now)
	fresh := madeAt(nil, now)
	type policies = []graph.AppManagementPolicy
	for _, c := range []struct {
		name  string
		def   graph.AppManagementPolicy
		own   policies
		made  time.Time
		want  bool
		doubt Doubt
	}{
		{"one still to be made", forbid, nil, fresh, true, ""},
		{"an older one", forbid, nil, cut.AddDate(-1, 0, 0), false, ""},
		{"made at that very time", forbid, nil, cut, true, ""},
		{"a later one", forbid, nil, cut.AddDate(0, 1, 0), true, ""},
		{"no date of making, rule of 2025", forbid, nil, null, false, ""},
		{"no date of making, rule of 2019", appPolicy("default", true, rule(graph.PasswordAddition, graph.RuleOn, &at2019)), nil, null, true, ""},
		{"no date of making, rule a second later", appPolicy("default", true, rule(graph.PasswordAddition, graph.RuleOn, &after2019)), nil, null, false, ""},
		{"a rule dated in the future, one still to be made", appPolicy("default", true, rule(graph.PasswordAddition, graph.RuleOn, &next)), nil, fresh, false, ""},
		{"no date on the rule", always, nil, old, true, ""},
		{"its own policy exempts it", forbid, policies{appPolicy("own", true, rule(graph.PasswordAddition, graph.RuleOff, nil))}, fresh, false, ""},
		{"its own policy is switched off", forbid, policies{appPolicy("own", false, rule(graph.PasswordAddition, graph.RuleOff, nil))}, fresh, true, ""},
		{"its own policy names another rule", always, policies{appPolicy("own", true, rule("customPasswordAddition", graph.RuleOff, nil))}, fresh, true, DoubtOwn},
		{"its own rule is about younger ones", always, policies{appPolicy("own", true, rule(graph.PasswordAddition, graph.RuleOff, &next))}, fresh, true, DoubtOwn},
		{"its own policy forbids, the tenant's says nothing", appPolicy("default", false), policies{appPolicy("own", true, rule(graph.PasswordAddition, graph.RuleOn, nil))}, fresh, true, ""},
		{"the tenant's policy is switched off", appPolicy("default", false, rule(graph.PasswordAddition, graph.RuleOn, nil)), nil, fresh, false, ""},
		{"the rule is switched off", appPolicy("default", true, rule(graph.PasswordAddition, graph.RuleOff, nil)), nil, fresh, false, ""},
		{"a state of the future", appPolicy("default", true, rule(graph.PasswordAddition, "unknownFutureValue", nil)), nil, fresh, true, DoubtState},
		{"some people are exempt", appPolicy("default", true, exempting), nil, fresh, true, DoubtCallers},
		{"own passwords only", appPolicy("default", true, rule("customPasswordAddition", graph.RuleOn, nil)), nil, fresh, false, ""},
		{"other keys only", appPolicy("default", true, rule("symmetricKeyAddition", graph.RuleOn, nil)), nil, fresh, false, ""},
	} {
		if got := secretPolicy(c.def, c.own, c.made); got.Forbidden != c.want || got.Doubt != c.doubt || got.Forbids() != (c.want && c.doubt == "") {
			t.Errorf("%s: forbidden %v, doubt %q; want %v, %q", c.name, got.Forbidden, got.Doubt, c.want, c.doubt)
		}
	}
}

func TestACapOfTheTenantHoldsWhereTheOwnPolicyDoesNotNameOne(t *testing.T) {
	def := appPolicy("default", true, rule(graph.PasswordAddition, graph.RuleOn, nil), rule(graph.PasswordLifetime, graph.RuleOn, nil))
	own := appPolicy("own", true, rule(graph.PasswordAddition, graph.RuleOff, nil))
	if got := secretPolicy(def, []graph.AppManagementPolicy{own}, madeBefore); got.Forbidden || got.MaxLifetime != 90*24*time.Hour || got.PolicyName != "default" {
		t.Errorf("%+v", got)
	}
}

// audiences is a policy with one rule on multi-tenant registrations.
func audiences(on bool, state string, from *time.Time, exempt bool) graph.AppManagementPolicy {
	return graph.AppManagementPolicy{IsEnabled: on, Audiences: &graph.AudienceRestriction{MultiTenantState: state, CreatedAfter: from, ExcludesActors: exempt}}
}

func TestMultiTenantRegistrations(t *testing.T) {
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	next := now.AddDate(0, 1, 0)
	none := known[[]graph.AppManagementPolicy](nil)
	own := func(p graph.AppManagementPolicy) Part[[]graph.AppManagementPolicy] {
		return known([]graph.AppManagementPolicy{p})
	}
	forbidden := audiences(true, graph.RuleOn, nil, false)
	for _, c := range []struct {
		name string
		def  Part[graph.AppManagementPolicy]
		own  Part[[]graph.AppManagementPolicy]
		want string // "yes", "no" or "?"
	}{
		{"forbidden", known(forbidden), none, "no"},
		{"the policy is switched off", known(audiences(false, graph.RuleOn, nil, false)), none, "yes"},
		{"no such rule", known(graph.AppManagementPolicy{IsEnabled: true}), none, "yes"},
		{"the rule is switched off", known(audiences(true, graph.RuleOff, nil, false)), none, "yes"},
		{"dated in the future", known(audiences(true, graph.RuleOn, &next, false)), none, "yes"},
		{"some people are exempt", known(audiences(true, graph.RuleOn, nil, true)), none, "?"},
		{"a state of the future", known(audiences(true, "unknownFutureValue", nil, false)), none, "?"},
		{"no state", known(audiences(true, "", nil, false)), none, "?"},
		{"its own policy lifts it", known(forbidden), own(audiences(true, graph.RuleOff, nil, false)), "yes"},
		{"its own policy lifts it, the tenant's is not read", unknown[graph.AppManagementPolicy](Reason{}), own(audiences(true, graph.RuleOff, nil, false)), "yes"},
		{"its own policy does not name it", known(forbidden), own(appPolicy("own", true)), "?"},
		{"its own policy is switched off", known(forbidden), own(audiences(false, graph.RuleOff, nil, false)), "no"},
		{"its own policy could not be read", known(forbidden), unknown[[]graph.AppManagementPolicy](Reason{Text: "no"}), "?"},
		{"its own policy could not be read, the tenant's allows it", known(audiences(true, graph.RuleOff, nil, false)), unknown[[]graph.AppManagementPolicy](Reason{Text: "no"}), "?"},
		{"the tenant's policy could not be read", unknown[graph.AppManagementPolicy](Reason{}), none, "?"},
	} {
		got := "?"
		if p := multiTenant(c.def, c.own, now); p.Known {
			got = map[bool]string{true: "yes", false: "no"}[p.Value]
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestWhoMayAllowASecret(t *testing.T) {
	ids := map[string]string{"ga": graph.GlobalAdministrator, "sec": graph.SecurityAdministrator, "app": graph.ApplicationAdministrator, "cloud": graph.CloudApplicationAdministrator, "reader": graph.GlobalReader}
	for roles, want := range map[string]AllowAnswer{"": AllowNo, "reader": AllowNo, "sec": AllowNo, "app": AllowPerhaps, "cloud": AllowPerhaps, "sec app": AllowYes, "sec cloud": AllowYes, "ga": AllowYes} {
		active := map[string]bool{}
		for _, r := range strings.Fields(roles) {
			active[ids[r]] = true
		}
		if got := allowAnswer(active, nil); got != want {
			t.Errorf("%q: %s, want %s", roles, got, want)
		}
		if got := allowAnswer(active, map[string]bool{"another": true}); got != AllowNo {
			t.Errorf("%q, and a token that carries none of them: %s", roles, got)
		}
	}
}
