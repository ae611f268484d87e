package change

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// TestSecretsOfUnknownValueAreJudgedByTheLongestLived: which one the MTP portal
// holds cannot be read, so an old one beside a living one is a note.
func TestSecretsOfUnknownValueAreJudgedByTheLongestLived(t *testing.T) {
	now := time.Date(2026, 8, 20, 8, 0, 0, 0, time.UTC)
	days := func(n int) graph.Password {
		return graph.Password{KeyID: fmt.Sprint(n), EndDateTime: now.AddDate(0, 0, n)}
	}
	for _, c := range []struct {
		name    string
		own     bool // made by this wizard, not adopted
		secrets []graph.Password
		status  setup.Status
		want    []string
	}{
		{"none", false, nil, setup.StatusFail, []string{"fail secret-missing a"}},
		{"none yet in a new one", true, nil, setup.StatusTodo, nil},
		{"a living one", false, []graph.Password{days(200)}, setup.StatusTodo, []string{"note secret-not-in-keychain 200"}},
		{"an expired one", false, []graph.Password{days(-1)}, setup.StatusFail, []string{"fail secret-expired -1"}},
		{"two expired", false, []graph.Password{days(-1), days(-9)}, setup.StatusFail, []string{"fail secret-expired -1", "note secret-expired -9"}},
		{"expired beside living", false, []graph.Password{days(-9), days(200)}, setup.StatusTodo, []string{"note secret-expired -9", "note secret-not-in-keychain 200"}},
		{"ending beside a long one", false, []graph.Password{days(3), days(200)}, setup.StatusTodo, []string{"note secret-not-in-keychain 200", "note secret-not-in-keychain 3"}},
		{"ending beside expired", false, []graph.Password{days(3), days(-9)}, setup.StatusTodo, []string{"note secret-expired -9", "note secret-not-in-keychain 3", "warn secret-expiring 3"}},
		{"ending this instant", false, []graph.Password{days(0)}, setup.StatusFail, []string{"fail secret-expired 0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := judge.OthersSecrets(now, &graph.Application{AppID: "a", PasswordCredentials: c.secrets}, nil, !c.own)
			var got []string
			for _, f := range r.Findings {
				got = append(got, fmt.Sprintf("%s %s %s", f.Level, f.Code, f.Subject))
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) || r.Status != c.status {
				t.Errorf("%s %q, want %s %q", r.Status, got, c.status, c.want)
			}
		})
	}
}

// TestEachSecretOfUnknownValueIsNamed: no two lines of a report are alike, whatever
// the secrets have in common.
func TestEachSecretOfUnknownValueIsNamed(t *testing.T) {
	now := time.Date(2026, 8, 20, 8, 0, 0, 0, time.UTC)
	app := &graph.Application{AppID: "a"}
	for i, c := range []graph.Password{{DisplayName: "MTP", Hint: "abc"}, {DisplayName: "MTP", Hint: "xyz"}, {DisplayName: "MTP"}, {DisplayName: "MTP"}, {Hint: "q.8"}, {}, {}} {
		for _, end := range []time.Time{now.AddDate(0, 0, 100), now.AddDate(0, 0, -100)} {
			c.KeyID, c.EndDateTime = fmt.Sprint(i, end.Month()), end
			app.PasswordCredentials = append(app.PasswordCredentials, c)
		}
	}
	said := map[string]bool{}
	for _, f := range judge.OthersSecrets(now, app, nil, true).Findings {
		if said[f.Text()] {
			t.Errorf("said twice: %s", f.Text())
		}
		said[f.Text()] = true
	}
	if len(said) != len(app.PasswordCredentials) {
		t.Errorf("%d of %d are told apart", len(said), len(app.PasswordCredentials))
	}
	if want := "Only its maker knows the value of the client secret \"MTP\" (begins with \"abc\"), until 28 November 2026. The wizard leaves it alone."; !said[want] {
		t.Errorf("not said: %s", want)
	}
}

// TestADeactivatedRegistrationIsOneFault: its service principal says the same
// again, and switching that on would not help.
func TestADeactivatedRegistrationIsOneFault(t *testing.T) {
	app := &graph.Application{AppID: "a", SignInAudience: graph.AudienceOrgs, IsDisabled: new(true), SPA: graph.RedirectURIs{URIs: []string{judge.FirstURI}}}
	s := setup.Snapshot{App: setup.Known(app), Principal: setup.Known(&graph.ServicePrincipal{ID: "p", AccountEnabled: true, IsDisabled: new(true)})}
	fs := judge.Judge(s, setup.Profile{App: setup.ProfileApp{AppID: "a", Adopted: true}}, judge.Walking).Phase("3-8").Findings()
	if len(fs) != 1 || fs[0].Code != setup.CodeAppDisabled {
		t.Errorf("findings: %+v", fs)
	}
	s.Principal.Value.AccountEnabled = false
	fs = judge.Judge(s, setup.Profile{App: setup.ProfileApp{AppID: "a", Adopted: true}}, judge.Walking).Phase("3-8").Findings()
	if len(fs) != 2 || fs[1].Code != setup.CodeServicePrincipalDisabled {
		t.Errorf("switched off as well: %+v", fs)
	}
}
