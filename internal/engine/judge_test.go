package engine

import (
	"errors"
	"strings"
	"testing"

	"ssowizard/assets"
	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

func TestCatalogueHoldsEveryNumberOnceInOrder(t *testing.T) {
	var got []string
	for _, st := range judge.Catalogue() {
		if len([]rune(st.Title)) > 24 {
			t.Errorf("title %q is longer than the list of steps is wide", st.Title)
		}
		if st.Why == "" || st.Wanted == nil || st.Chapter == "" {
			t.Errorf("steps %s lack a reason, what is wanted or a chapter", st.ID)
		}
		for _, s := range st.Steps {
			got = append(got, s.Number)
		}
	}
	if want := assets.StepNumbers(); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// TestNothingReadIsNeverGood: a snapshot in which nothing could be read may not
// show one step as holding.
func TestNothingReadIsNeverGood(t *testing.T) {
	r := NewSession(Config{})
	r.profile.App.AppID, r.profile.Secret.KeyID = "a", "k"
	r.profile.Wanted.URIs = []string{"https://mtp.bvoip.net/users"}
	for _, st := range r.Verdict(judge.Walking).Phases {
		if st.Status == setup.StatusOK {
			t.Errorf("steps %s hold, though nothing was read", st.Phase.ID)
		}
	}
}

func TestAWordNeverCoversASeenFailure(t *testing.T) {
	s := setup.Snapshot{App: setup.Known(&graph.Application{AppID: "a", SignInAudience: "AzureADMyOrg", SPA: graph.RedirectURIs{URIs: []string{judge.FirstURI}}}),
		Principal: setup.Known(&graph.ServicePrincipal{ID: "p", AccountEnabled: true})}
	p := setup.Profile{App: setup.ProfileApp{AppID: "a"}, Confirmed: map[string]setup.Word{"3-8": {}}}
	if got := judge.Judge(s, p, judge.Walking).Phase("3-8").Status; got != setup.StatusFail {
		t.Errorf("a single-tenant registration confirmed by hand is %s", got)
	}
	p.Confirmed = nil
	p.Skipped = map[string]setup.Word{"3-8": {Note: "later"}}
	if got := judge.Judge(s, p, judge.Walking).Phase("3-8").Status; got != setup.StatusSkipped {
		t.Errorf("skipped with a note, it is %s", got)
	}
}

func TestNames(t *testing.T) {
	for _, ok := range []string{"bvoip", "Büro – Telefonie (SSO)", strings.Repeat("ü", 120)} {
		if err := CheckName(ok); err != nil {
			t.Errorf("%q: %v", ok, err)
		}
	}
	for _, bad := range []string{"", "   ", strings.Repeat("x", 121), "a\nb", "a\x1b[31m", "a\u202eb", "a\xff"} {
		var ne *advice.NameError
		if err := CheckName(bad); !errors.As(err, &ne) {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestEveryPlaceholderIsFilled(t *testing.T) {
	values := judge.Values(setup.Snapshot{}, setup.Profile{})
	for _, st := range judge.Catalogue() {
		for _, s := range st.Steps {
			for _, line := range append(s.Do, s.Expect) {
				if got := judge.Fill(line, values); strings.Contains(got, "{{") || strings.Contains(got, "}}") {
					t.Errorf("step %s: %s", s.Number, got)
				}
			}
		}
	}
}
