package change

import (
	"strings"
	"testing"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

func TestWhichSecretTheMTPPortalLikelyUses(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	secret := func(id, hint string, days int) graph.Password {
		return graph.Password{KeyID: id, Hint: hint, StartDateTime: now.AddDate(-1, 0, 0), EndDateTime: now.AddDate(0, 0, days)}
	}
	entered := map[string]setup.Word{"29": {At: now.AddDate(0, -1, 0)}}
	cases := map[string]struct {
		secrets []graph.Password
		p       setup.Profile
		want    map[string]Likelihood
		says    map[string]string
	}{
		"one works": {[]graph.Password{secret("a", "Xq7", 90), secret("b", "Yr8", -3)}, setup.Profile{},
			map[string]Likelihood{"a": LikelyUsed, "b": LikelyReplaced}, map[string]string{"a": "no other works", "b": "It has ended"}},
		"several work": {[]graph.Password{secret("a", "Xq7", 90), secret("b", "Yr8", 30)}, setup.Profile{},
			map[string]Likelihood{"a": LikelyOpen, "b": LikelyOpen}, map[string]string{"a": `begins with "Xq7", it is very likely this one`, "b": `begins with "Yr8"`}},
		"two with the same hint": {[]graph.Password{secret("a", "Xq7", 90), secret("b", "Xq7", 30)}, setup.Profile{},
			map[string]Likelihood{"a": LikelyOpen, "b": LikelyOpen}, map[string]string{"a": "does not tell them apart"}},
		"no hint": {[]graph.Password{secret("a", "", 90), secret("b", "Yr8", 30)}, setup.Profile{},
			map[string]Likelihood{"a": LikelyOpen, "b": LikelyOpen}, map[string]string{"a": "Entra does not tell"}},
		"one was said to be entered": {[]graph.Password{secret("a", "Xq7", 90), secret("b", "Yr8", 30)}, setup.Profile{Secret: setup.ProfileSecret{KeyID: "b"}, Confirmed: entered},
			map[string]Likelihood{"a": LikelyOpen, "b": LikelyUsed}, map[string]string{"b": "entered there on 22 October 2026, as was said here"}},
		"made here, but nobody said it was entered": {[]graph.Password{secret("a", "Xq7", 90), secret("b", "Yr8", 30)}, setup.Profile{Secret: setup.ProfileSecret{KeyID: "b"}},
			map[string]Likelihood{"a": LikelyOpen, "b": LikelyOpen}, nil},
		"the one that was entered has ended": {[]graph.Password{secret("a", "Xq7", 90), secret("b", "Yr8", -30)}, setup.Profile{Secret: setup.ProfileSecret{KeyID: "b"}, Confirmed: entered},
			map[string]Likelihood{"a": LikelyUsed, "b": LikelyReplaced}, nil},
		"the new one was entered": {[]graph.Password{secret("a", "Xq7", 90), secret("new", "Zz9", 700)},
			setup.Profile{Secret: setup.ProfileSecret{KeyID: "new"}, Renewal: &setup.Renewing{Old: setup.ProfileSecret{KeyID: "a"}}, Confirmed: entered},
			map[string]Likelihood{"a": LikelyReplaced}, map[string]string{"a": "has the new one, as you said"}},
		"the new one was not entered yet": {[]graph.Password{secret("a", "Xq7", 90), secret("new", "Zz9", 700)},
			setup.Profile{Secret: setup.ProfileSecret{KeyID: "new"}, Renewal: &setup.Renewing{}},
			map[string]Likelihood{"a": LikelyUsed}, map[string]string{"a": "beside the new one, no other works"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			old := OldSecrets(setup.Snapshot{At: now, App: setup.Known(&graph.Application{PasswordCredentials: c.secrets})}, c.p)
			if len(old) != len(c.want) {
				t.Fatalf("%d old secrets, want %d", len(old), len(c.want))
			}
			for _, o := range old {
				id := o.Password.KeyID
				if o.Likely != c.want[id] || !strings.Contains(o.Why, c.says[id]) || o.Why == "" {
					t.Errorf("%s is %s, want %s: %s", id, o.Likely, c.want[id], o.Why)
				}
			}
		})
	}
}

// TestARenewalRemembersThatTheOldSecretWasEntered: the confirmation is dropped
// with the new secret, which nobody has entered yet, and stays true of the old.
func TestARenewalRemembersThatTheOldSecretWasEntered(t *testing.T) {
	at := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	p := setup.Profile{Secret: setup.ProfileSecret{KeyID: "old"}, Pending: &setup.Pending{Beside: setup.Beside{KeyID: "old"}}, Confirmed: map[string]setup.Word{"29": {At: at}}}
	p.TakeUp(graph.Password{KeyID: "new"}, "keychain", at.AddDate(0, 1, 0))
	if got := setup.HandedOver(p); got == nil || !got.Equal(at) {
		t.Errorf("handed over: %v", got)
	}
	if _, still := p.Confirmed["29"]; still {
		t.Error("the new one counts as entered")
	}
}

// TestARenewalPromisesNoGapOnlyWhereAnOldSecretWorks: a secret that has ended
// keeps nothing going.
func TestARenewalPromisesNoGapOnlyWhereAnOldSecretWorks(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for days, want := range map[int]string{9: "so that nothing stops meanwhile", -9: "no old one works any more"} {
		s := setup.Snapshot{At: now, App: setup.Known(&graph.Application{PasswordCredentials: []graph.Password{{KeyID: "a", EndDateTime: now.AddDate(0, 0, days)}}})}
		if got := RenewalOf(s, setup.Profile{}).Phases[0].Detail; !strings.Contains(got, want) {
			t.Errorf("ends in %d days: %q", days, got)
		}
	}
	if got := RenewalOf(setup.Snapshot{At: now, App: setup.Known(&graph.Application{})}, setup.Profile{}).Phases[0].Detail; !strings.Contains(got, "there is none") {
		t.Errorf("without any: %q", got)
	}
}
