package observe

import (
	"strings"
	"testing"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

func TestISODurations(t *testing.T) {
	day := 24 * time.Hour
	for in, want := range map[string]time.Duration{"P180D": 180 * day, "P1Y": 365 * day, "P6M": 168 * day, "P2W": 14 * day, "PT12H": 12 * time.Hour, "P1DT1H30M": day + 90*time.Minute} {
		if got, err := setup.IsoDuration(in); err != nil || got != want {
			t.Errorf("%s = %v, %v; want %v", in, got, err, want)
		}
	}
	for _, bad := range []string{"", "P", "PT", "180", "P-1D", "1D", "P180", "P99999999D", "P1DT"} {
		if got, err := setup.IsoDuration(bad); err == nil && bad != "P1DT" {
			t.Errorf("%q = %v, want refusal", bad, got)
		}
	}
}

func TestSecretEnd(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	policy := func(max time.Duration) setup.Part[setup.SecretPolicy] {
		return setup.Known(setup.SecretPolicy{MaxLifetime: max})
	}
	for _, c := range []struct {
		name   string
		p      setup.Part[setup.SecretPolicy]
		want   time.Time
		capped bool
	}{
		{"no policy read", setup.Unknown[setup.SecretPolicy](setup.Reason{}), now.AddDate(2, 0, 0), false},
		{"no cap", policy(0), now.AddDate(2, 0, 0), false},
		{"180 days", policy(180 * 24 * time.Hour), now.Add(180*24*time.Hour - time.Hour), true},
		{"exactly 24 months", policy(setup.FullLifetime), now.Add(setup.FullLifetime - time.Hour), false},
		{"three years", policy(3 * 365 * 24 * time.Hour), now.AddDate(2, 0, 0), false},
	} {
		if end, capped := setup.SecretEnd(now, c.p); !end.Equal(c.want) || capped != c.capped {
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
	at2019, after2019 := setup.MadeBefore, setup.MadeBefore.Add(time.Second)
	forbid := appPolicy("default", true, rule(graph.PasswordAddition, graph.RuleOn, &cut))
	always := appPolicy("default", true, rule(graph.PasswordAddition, graph.RuleOn, nil))
	exempting := rule(graph.PasswordAddition, graph.RuleOn, nil)
	exempting.ExcludesActors = true
	null := setup.MadeAt(&graph.Application{}, now)
	fresh := setup.MadeAt(nil, now)
	type policies = []graph.AppManagementPolicy
	for _, c := range []struct {
		name  string
		def   graph.AppManagementPolicy
		own   policies
		made  time.Time
		want  bool
		doubt setup.Doubt
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
		{"its own policy names another rule", always, policies{appPolicy("own", true, rule("customPasswordAddition", graph.RuleOff, nil))}, fresh, true, setup.DoubtOwn},
		{"its own rule is about younger ones", always, policies{appPolicy("own", true, rule(graph.PasswordAddition, graph.RuleOff, &next))}, fresh, true, setup.DoubtOwn},
		{"its own policy forbids, the tenant's says nothing", appPolicy("default", false), policies{appPolicy("own", true, rule(graph.PasswordAddition, graph.RuleOn, nil))}, fresh, true, ""},
		{"the tenant's policy is switched off", appPolicy("default", false, rule(graph.PasswordAddition, graph.RuleOn, nil)), nil, fresh, false, ""},
		{"the rule is switched off", appPolicy("default", true, rule(graph.PasswordAddition, graph.RuleOff, nil)), nil, fresh, false, ""},
		{"a state of the future", appPolicy("default", true, rule(graph.PasswordAddition, "unknownFutureValue", nil)), nil, fresh, true, setup.DoubtState},
		{"some people are exempt", appPolicy("default", true, exempting), nil, fresh, true, setup.DoubtCallers},
		{"own passwords only", appPolicy("default", true, rule("customPasswordAddition", graph.RuleOn, nil)), nil, fresh, false, ""},
		{"other keys only", appPolicy("default", true, rule("symmetricKeyAddition", graph.RuleOn, nil)), nil, fresh, false, ""},
	} {
		if got := setup.PolicyFor(c.def, c.own, c.made); got.Forbidden != c.want || got.Doubt != c.doubt || got.Forbids() != (c.want && c.doubt == "") {
			t.Errorf("%s: forbidden %v, doubt %q; want %v, %q", c.name, got.Forbidden, got.Doubt, c.want, c.doubt)
		}
	}
}

func TestACapOfTheTenantHoldsWhereTheOwnPolicyDoesNotNameOne(t *testing.T) {
	def := appPolicy("default", true, rule(graph.PasswordAddition, graph.RuleOn, nil), rule(graph.PasswordLifetime, graph.RuleOn, nil))
	own := appPolicy("own", true, rule(graph.PasswordAddition, graph.RuleOff, nil))
	if got := setup.PolicyFor(def, []graph.AppManagementPolicy{own}, setup.MadeBefore); got.Forbidden || got.MaxLifetime != 90*24*time.Hour || got.PolicyName != "default" {
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
	none := setup.Known[[]graph.AppManagementPolicy](nil)
	own := func(p graph.AppManagementPolicy) setup.Part[[]graph.AppManagementPolicy] {
		return setup.Known([]graph.AppManagementPolicy{p})
	}
	forbidden := audiences(true, graph.RuleOn, nil, false)
	for _, c := range []struct {
		name string
		def  setup.Part[graph.AppManagementPolicy]
		own  setup.Part[[]graph.AppManagementPolicy]
		want string // "yes", "no" or "?"
	}{
		{"forbidden", setup.Known(forbidden), none, "no"},
		{"the policy is switched off", setup.Known(audiences(false, graph.RuleOn, nil, false)), none, "yes"},
		{"no such rule", setup.Known(graph.AppManagementPolicy{IsEnabled: true}), none, "yes"},
		{"the rule is switched off", setup.Known(audiences(true, graph.RuleOff, nil, false)), none, "yes"},
		{"dated in the future", setup.Known(audiences(true, graph.RuleOn, &next, false)), none, "yes"},
		{"some people are exempt", setup.Known(audiences(true, graph.RuleOn, nil, true)), none, "?"},
		{"a state of the future", setup.Known(audiences(true, "unknownFutureValue", nil, false)), none, "?"},
		{"no state", setup.Known(audiences(true, "", nil, false)), none, "?"},
		{"its own policy lifts it", setup.Known(forbidden), own(audiences(true, graph.RuleOff, nil, false)), "yes"},
		{"its own policy lifts it, the tenant's is not read", setup.Unknown[graph.AppManagementPolicy](setup.Reason{}), own(audiences(true, graph.RuleOff, nil, false)), "yes"},
		{"its own policy does not name it", setup.Known(forbidden), own(appPolicy("own", true)), "?"},
		{"its own policy is switched off", setup.Known(forbidden), own(audiences(false, graph.RuleOff, nil, false)), "no"},
		{"its own policy could not be read", setup.Known(forbidden), setup.Unknown[[]graph.AppManagementPolicy](setup.Reason{Text: "no"}), "?"},
		{"its own policy could not be read, the tenant's allows it", setup.Known(audiences(true, graph.RuleOff, nil, false)), setup.Unknown[[]graph.AppManagementPolicy](setup.Reason{Text: "no"}), "?"},
		{"the tenant's policy could not be read", setup.Unknown[graph.AppManagementPolicy](setup.Reason{}), none, "?"},
	} {
		got := "?"
		if p := setup.MultiTenant(c.def, c.own, now); p.Known {
			got = map[bool]string{true: "yes", false: "no"}[p.Value]
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestWhoMayAllowASecret(t *testing.T) {
	ids := map[string]string{"ga": graph.GlobalAdministrator, "sec": graph.SecurityAdministrator, "app": graph.ApplicationAdministrator, "cloud": graph.CloudApplicationAdministrator, "reader": graph.GlobalReader}
	for roles, want := range map[string]setup.AllowAnswer{"": setup.AllowNo, "reader": setup.AllowNo, "sec": setup.AllowNo, "app": setup.AllowPerhaps, "cloud": setup.AllowPerhaps, "sec app": setup.AllowYes, "sec cloud": setup.AllowYes, "ga": setup.AllowYes} {
		active := map[string]bool{}
		for _, r := range strings.Fields(roles) {
			active[ids[r]] = true
		}
		if got := allowAnswer(active, nil); got != want {
			t.Errorf("%q: %s, want %s", roles, got, want)
		}
		if got := allowAnswer(active, map[string]bool{"another": true}); got != setup.AllowNo {
			t.Errorf("%q, and a token that carries none of them: %s", roles, got)
		}
	}
}
