package steps

import (
	"errors"
	"strings"
	"testing"

	"ssowizard/assets"
	"ssowizard/internal/graph"
)

func TestCatalogueHoldsEveryNumberOnceInOrder(t *testing.T) {
	var got []string
	for _, st := range Catalogue() {
		if len([]rune(st.Title)) > 24 {
			t.Errorf("title %q is longer than the list of steps is wide", st.Title)
		}
		if st.Why == "" || st.Facts == nil || st.Chapter == "" {
			t.Errorf("steps %s lack a reason, facts or a chapter", st.ID)
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
	r := NewRunner(Config{})
	r.profile.App.AppID, r.profile.Secret.KeyID = "a", "k"
	r.profile.Wanted.URIs = []string{"https://mtp.bvoip.net/users"}
	for _, st := range r.Verdict(Walking).Stages {
		if st.Status == StatusOK {
			t.Errorf("steps %s hold, though nothing was read", st.Stage.ID)
		}
	}
}

func TestAWordNeverCoversASeenFailure(t *testing.T) {
	s := Snapshot{App: known(&graph.Application{AppID: "a", SignInAudience: "AzureADMyOrg", SPA: graph.RedirectURIs{URIs: []string{firstURI}}}),
		Principal: known(&graph.ServicePrincipal{ID: "p", AccountEnabled: true})}
	p := Profile{App: ProfileApp{AppID: "a"}, Confirmed: map[string]Word{"3-8": {}}}
	if got := Judge(s, p, Walking).Stage("3-8").Status; got != StatusFail {
		t.Errorf("a single-tenant registration confirmed by hand is %s", got)
	}
	p.Confirmed = nil
	p.Skipped = map[string]Word{"3-8": {Note: "later"}}
	if got := Judge(s, p, Walking).Stage("3-8").Status; got != StatusSkipped {
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
		var ne *NameError
		if err := CheckName(bad); !errors.As(err, &ne) {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestEveryPlaceholderIsFilled(t *testing.T) {
	values := Values(Snapshot{}, Profile{})
	for _, st := range Catalogue() {
		for _, s := range st.Steps {
			for _, line := range append(s.Do, s.Expect) {
				if got := Fill(line, values); strings.Contains(got, "{{") || strings.Contains(got, "}}") {
					t.Errorf("step %s: %s", s.Number, got)
				}
			}
		}
	}
}
