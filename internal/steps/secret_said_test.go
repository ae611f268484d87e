package steps

import (
	"testing"
	"time"

	"ssowizard/internal/graph"
)

// TestTheSecretRowSaysWhetherItHasEnded: of somebody else's secret and of ours.
func TestTheSecretRowSaysWhetherItHasEnded(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	one := graph.Password{KeyID: "a", EndDateTime: now.AddDate(0, 0, -4)}
	two := graph.Password{KeyID: "b", EndDateTime: now.AddDate(0, 0, 10)}
	for want, c := range map[string]struct {
		own     string
		secrets []graph.Password
	}{
		"no secret": {},
		"1 secret of unknown value, ended on 18 November 2026":       {"", []graph.Password{one}},
		"2 secrets of unknown value, the last until 2 December 2026": {"", []graph.Password{one, two}},
		"a secret ended on 18 November 2026":                         {"a", []graph.Password{one, two}},
		"a secret until 2 December 2026":                             {"b", []graph.Password{one, two}},
	} {
		s := Snapshot{At: now, App: known(&graph.Application{PasswordCredentials: c.secrets})}
		if got, _ := secretFacts(s, Profile{Secret: ProfileSecret{KeyID: c.own}}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestARungThatBrokeIsSaidAsWhatItIs: no cause reads like what was wanted.
func TestARungThatBrokeIsSaidAsWhatItIs(t *testing.T) {
	for _, spec := range rungSpecs {
		broke := Rung{ID: spec.id, Title: spec.title}.Broke()
		names := map[string]bool{"registration": true, "service-principal": true, "uris": true, "consent": true, "pilot": true}
		if (broke == spec.title) != names[spec.id] {
			t.Errorf("%s is said as %q", spec.id, broke)
		}
	}
	for _, r := range newLadder(&Runner{cfg: Config{Now: time.Now}}, nil).p.Rungs {
		names := map[string]bool{"registration": true, "service-principal": true, "uris": true, "consent": true}
		if (r.Broke() == r.Title) != names[r.ID] {
			t.Errorf("%s is said as %q", r.ID, r.Broke())
		}
	}
}

// TestAProofSaysThatTheListIsNotKnown: nothing to count is not "0 of 0".
func TestAProofSaysThatTheListIsNotKnown(t *testing.T) {
	r := NewRunner(Config{})
	r.seen = &seen{read: Snapshot{App: known(&graph.Application{SPA: graph.RedirectURIs{URIs: []string{firstURI}}})}}
	r.profile.App.Adopted = true
	l := newLadder(r, func(Proof) {})
	if err := l.directory(nil); err != nil {
		t.Fatal(err)
	}
	if got := l.p.rung("uris"); got.State != RungUnknown || got.Detail != "the MTP portal's 12 redirect URIs are not known here, so they were not compared" {
		t.Errorf("%+v", got)
	}
}
