package engine_test

import (
	"strings"
	"testing"

	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// TestADeletedRegistrationIsTheOneOnlyWithAllAddresses: with the whole list in it, it is called the deleted one of this
// setup; with a part, the part is counted; before there is a list, it only could be.
func TestADeletedRegistrationIsTheOneOnlyWithAllAddresses(t *testing.T) {
	for _, c := range []struct {
		name  string
		given func(sc sim.Scenario) []string
		whole bool
		words string
	}{
		{"all", func(sc sim.Scenario) []string { return sc.PortalURIs }, true, "all 12 of your redirect URIs are in it"},
		{"a part", func(sc sim.Scenario) []string {
			return append([]string{"https://contoso.bvoip.example/example-added"}, sc.PortalURIs[:11]...)
		}, false, "11 of your 12 redirect URIs are in it"},
		{"no list", nil, false, "could be the one"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := signedIn(t, "deleted")
			if c.given != nil {
				_, err := w.r.SetURIs(c.given(w.sc))
				must.Do(t, err)
			}
			s := w.observe()
			if len(s.Bin.Value) != 1 || s.Bin.Value[0].Whole() != c.whole {
				t.Fatalf("in the bin: %+v", s.Bin.Value)
			}
			got := w.told(setup.CodeRegistrationCandidate)
			if len(got) != 2 || !strings.Contains(got[0].Text(), c.words) || strings.HasPrefix(got[0].Text(), "The deleted registration of this setup") != c.whole {
				t.Errorf("told: %+v", got)
			}
		})
	}
}
