package steps

import (
	"strings"
	"testing"
	"time"

	"ssowizard/internal/graph"
)

// TestAnEndThatNobodyToldIsNoEnd: a secret without an end date is neither over nor
// soon to be, and says so.
func TestAnEndThatNobodyToldIsNoEnd(t *testing.T) {
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	open := graph.Password{KeyID: "k", DisplayName: "MTP portal"}
	app := graph.Application{AppID: "a", ID: "o", SignInAudience: audienceOrgs, PasswordCredentials: []graph.Password{open, {KeyID: "old", EndDateTime: now.AddDate(-1, 0, 0)}}}
	s := Snapshot{At: now, App: known(&app)}
	for _, c := range []Code{CodeSecretExpired, CodeSecretExpiring} {
		for _, f := range Judge(s, Profile{App: ProfileApp{AppID: "a", Adopted: true}}, Checking).Stage("23-27").Findings() {
			if f.Code == c && f.Level != LevelNote {
				t.Errorf("said of a secret without an end: %+v", f)
			}
		}
	}
	if open.Ended(now) || !usable(open, now) || lifeWords(open) != noEnd || endWords(now, open) != noEnd || strings.Contains(open.String(), "0001") {
		t.Errorf("%q, %q, %s", lifeWords(open), endWords(now, open), open)
	}
	if best, _ := longestLived(&app); best.KeyID != "k" {
		t.Errorf("lives longest: %s", best.KeyID)
	}
}

// TestAnAudienceThatNobodyToldIsNotSingleTenant: nothing is said and nothing is
// widened by what Entra did not say.
func TestAnAudienceThatNobodyToldIsNotSingleTenant(t *testing.T) {
	for audience, want := range map[string]Status{"": StatusUnknown, "SomethingNew": StatusUnknown, audienceOwn: StatusFail, audienceOnlyThem: StatusFail, audienceOrgs: StatusOK, audiencePersonal: StatusWarn} {
		app := graph.Application{AppID: "a", SignInAudience: audience}
		if got := checkAudience(Snapshot{}, Profile{}, &app, Checking).Status; got != want {
			t.Errorf("%q: %s, want %s", audience, got, want)
		}
		o, _ := registrationPatch(app, Profile{Wanted: Wanted{Options: Options{Whole: true}}})
		if widens := o.patch.SignInAudience != nil; widens != (want == StatusFail) {
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
	}{{audiencePersonal, []graph.Password{one}, false}, {audiencePersonal, []graph.Password{one, two}, true}, {audienceOrgs, []graph.Password{one, two}, false}} {
		app := graph.Application{AppID: "a", ID: "o", SignInAudience: c.audience, PasswordCredentials: c.have}
		s := Snapshot{At: now, App: known(&app), Secrets: known(SecretPolicy{}), Keychain: known(KeychainState{Name: "k"})}
		i := preSecrets(s, Profile{App: ProfileApp{AppID: "a"}})
		_, err := planNewSecret(s, Profile{}, Beside{})
		if i.Stops != c.full || (err != nil) != c.full {
			t.Errorf("%s with %d: stops %v, plan %v", c.audience, len(c.have), i.Stops, err)
		}
		if c.full && i.Findings[0].Code != CodeSecretRoom {
			t.Errorf("%+v", i.Findings)
		}
	}
}
