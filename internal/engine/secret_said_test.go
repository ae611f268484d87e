package engine

import (
	"testing"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/prove"
	"ssowizard/internal/setup"
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
		s := setup.Snapshot{At: now, App: setup.Known(&graph.Application{PasswordCredentials: c.secrets})}
		if got := judge.SecretState(s, setup.Profile{Secret: setup.ProfileSecret{KeyID: c.own}}, judge.Walking).Now; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestALinkThatBrokeIsSaidAsWhatItIs: no cause reads like what was wanted.
func TestALinkThatBrokeIsSaidAsWhatItIs(t *testing.T) {
	for _, spec := range judge.ChainSpecs {
		broke := setup.LinkOf(spec.ID).FailureTitle()
		names := map[string]bool{"registration": true, "service-principal": true, "uris": true, "consent": true, "pilot": true}
		if (broke == setup.LinkOf(spec.ID).Title) != names[spec.ID] {
			t.Errorf("%s is said as %q", spec.ID, broke)
		}
	}
	for _, r := range prove.NewChain(&Session{cfg: Config{Now: time.Now}}, nil).P.Links {
		names := map[string]bool{"registration": true, "service-principal": true, "uris": true, "consent": true}
		if (r.FailureTitle() == r.Title) != names[r.ID] {
			t.Errorf("%s is said as %q", r.ID, r.FailureTitle())
		}
	}
}

// TestAProofSaysThatTheListIsNotKnown: nothing to count is not "0 of 0".
func TestAProofSaysThatTheListIsNotKnown(t *testing.T) {
	r := NewSession(Config{})
	r.seen = &seen{read: setup.Snapshot{App: setup.Known(&graph.Application{SPA: graph.RedirectURIs{URIs: []string{judge.FirstURI}}})}}
	r.profile.App.Adopted = true
	l := prove.NewChain(r, func(setup.Proof) {})
	must.Do(t, l.Directory(nil))
	if got := l.P.Link("uris"); got.State != setup.LinkUnknown || got.Detail != "the MTP portal's 12 redirect URIs are not known here, so they were not compared" {
		t.Errorf("%+v", got)
	}
}
