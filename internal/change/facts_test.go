package change

import (
	"strings"
	"testing"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// TestAnEndThatNobodyToldIsNoEnd: a secret without an end date is neither over nor
// soon to be, and says so.
func TestAnEndThatNobodyToldIsNoEnd(t *testing.T) {
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	open := graph.Password{KeyID: "k", DisplayName: "MTP portal"}
	app := graph.Application{AppID: "a", ID: "o", SignInAudience: graph.AudienceOrgs, PasswordCredentials: []graph.Password{open, {KeyID: "old", EndDateTime: now.AddDate(-1, 0, 0)}}}
	s := setup.Snapshot{At: now, App: setup.Known(&app)}
	for _, c := range []setup.Code{setup.CodeSecretExpired, setup.CodeSecretExpiring} {
		for _, f := range judge.Judge(s, setup.Profile{App: setup.ProfileApp{AppID: "a", Adopted: true}}, judge.Checking).Phase("23-27").Findings() {
			if f.Code == c && f.Level != setup.LevelNote {
				t.Errorf("said of a secret without an end: %+v", f)
			}
		}
	}
	if open.Ended(now) || !judge.Usable(open, now) || judge.LifeWords(open) != setup.NoEnd || setup.EndWords(now, open) != setup.NoEnd || strings.Contains(open.String(), "0001") {
		t.Errorf("%q, %q, %s", judge.LifeWords(open), setup.EndWords(now, open), open)
	}
	if best, _ := judge.LongestLived(&app); best.KeyID != "k" {
		t.Errorf("lives longest: %s", best.KeyID)
	}
}

// TestAnAudienceThatNobodyToldIsNotSingleTenant: nothing is said and nothing is
// widened by what Entra did not say.
func TestAnAudienceThatNobodyToldIsNotSingleTenant(t *testing.T) {
	for audience, want := range map[string]setup.Status{"": setup.StatusUnknown, "SomethingNew": setup.StatusUnknown, graph.AudienceOwn: setup.StatusFail, graph.AudienceOnlyThem: setup.StatusFail, graph.AudienceOrgs: setup.StatusOK, graph.AudiencePersonal: setup.StatusWarn} {
		app := graph.Application{AppID: "a", SignInAudience: audience}
		if got := judge.CheckAudience(setup.Profile{}, &app).Status; got != want {
			t.Errorf("%q: %s, want %s", audience, got, want)
		}
		o, _ := RegistrationPatch(app, Options{Whole: true})
		if widens := o.patch.SignInAudience != nil; widens != (want == setup.StatusFail) {
			t.Errorf("%q: widened %v", audience, widens)
		}
	}
}

// TestTwoSecretsAreAllThatPersonalAccountsLeaveRoomFor: seen before the first write,
// and no secret is planned.
func TestTwoSecretsAreAllThatPersonalAccountsLeaveRoomFor(t *testing.T) {
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	one := graph.Password{KeyID: "1", EndDateTime: now.AddDate(1, 0, 0)}
	two := graph.Password{KeyID: "2", EndDateTime: now.AddDate(1, 0, 0)}
	for _, c := range []struct {
		audience string
		have     []graph.Password
		full     bool
	}{{graph.AudiencePersonal, []graph.Password{one}, false}, {graph.AudiencePersonal, []graph.Password{one, two}, true}, {graph.AudienceOrgs, []graph.Password{one, two}, false}} {
		app := graph.Application{AppID: "a", ID: "o", SignInAudience: c.audience, PasswordCredentials: c.have}
		s := setup.Snapshot{At: now, App: setup.Known(&app), Secrets: setup.Known(setup.SecretPolicy{}), Keychain: setup.Known(setup.KeychainState{Name: "k"})}
		i := judge.PreSecrets(s, setup.Profile{App: setup.ProfileApp{AppID: "a"}}, judge.Walking)
		_, err := PlanNewSecret(s, setup.Profile{}, Options{}, setup.Beside{})
		if i.Stops != c.full || (err != nil) != c.full {
			t.Errorf("%s with %d: stops %v, plan %v", c.audience, len(c.have), i.Stops, err)
		}
		if c.full && i.Findings[0].Code != setup.CodeSecretRoom {
			t.Errorf("%+v", i.Findings)
		}
	}
}
