package change

import (
	"regexp"
	"strings"
	"testing"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
)

// TestWhatIsSaidOfAnAddressNamesIt: the headline says which address, and why it
// matters does not say the same number again.
func TestWhatIsSaidOfAnAddressNamesIt(t *testing.T) {
	number := regexp.MustCompile(`AADSTS\d+`)
	app := &graph.Application{SPA: graph.RedirectURIs{URIs: []string{"https://a.example/Near"}}, Web: graph.RedirectURIs{URIs: []string{"https://a.example/web"}}}
	list := judge.BoardFindings(mtp.Compare([]string{"https://a.example/near", "https://a.example/web", "https://a.example/absent"}, judge.Registered(app)), true)
	seen := map[setup.Code]bool{}
	for _, f := range list {
		seen[f.Code] = true
		if !strings.HasPrefix(f.Said(), f.Subject+": ") {
			t.Errorf("%s: %q does not name %s", f.Code, f.Said(), f.Subject)
		}
		for _, n := range number.FindAllString(f.Text(), -1) {
			if strings.Contains(f.Matters(), n) {
				t.Errorf("%s says %s twice", f.Code, n)
			}
		}
	}
	for _, want := range []setup.Code{setup.CodeURIMissing, setup.CodeURIWrongPlatform, setup.CodeURINearMiss} {
		if !seen[want] {
			t.Errorf("no %s among %+v", want, list)
		}
	}
	if got := (setup.Finding{Code: setup.CodeConsentMissing, Level: setup.LevelFail, Subject: judge.ReadAll}).Said(); !strings.HasPrefix(got, "User.Read.All was never granted") {
		t.Errorf("said %q", got)
	}
}

// TestWhoMayIsToldOfWhatWouldBeDone: bringing a registration back needs another
// role than making one.
func TestWhoMayIsToldOfWhatWouldBeDone(t *testing.T) {
	app := &graph.Application{AppID: "a"}
	for want, s := range map[string]setup.Snapshot{
		mayRegisterWords: {App: setup.Known[*graph.Application](nil)},
		"Cloud Application Administrator or Application Administrator":                {App: setup.Known[*graph.Application](nil), Deleted: setup.Known(app)},
		"Cloud Application Administrator or higher, or whoever made the registration": {App: setup.Known(app), Principal: setup.Known(&graph.ServicePrincipal{})},
	} {
		if got := ActionOf("3-8").WhoMay(s); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := ActionOf("23-27").WhoMay(setup.Snapshot{}); got != ActionOf("23-27").Role {
		t.Errorf("got %q", got)
	}
}
