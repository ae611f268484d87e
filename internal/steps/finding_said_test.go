package steps

import (
	"regexp"
	"strings"
	"testing"

	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
)

// TestWhatIsSaidOfAnAddressNamesIt: the headline says which address, and why it
// matters does not say the same number again.
func TestWhatIsSaidOfAnAddressNamesIt(t *testing.T) {
	number := regexp.MustCompile(`AADSTS\d+`)
	app := &graph.Application{SPA: graph.RedirectURIs{URIs: []string{"https://a.example/Near"}}, Web: graph.RedirectURIs{URIs: []string{"https://a.example/web"}}}
	list := boardFindings(mtp.Compare([]string{"https://a.example/near", "https://a.example/web", "https://a.example/absent"}, registered(app)), true)
	seen := map[Code]bool{}
	for _, f := range list {
		seen[f.Code] = true
		if !strings.HasPrefix(f.Said(), f.Subject+": ") {
			t.Errorf("%s: %q does not name %s", f.Code, f.Said(), f.Subject)
		}
		for _, n := range number.FindAllString(f.Text, -1) {
			if strings.Contains(f.Matters(), n) {
				t.Errorf("%s says %s twice", f.Code, n)
			}
		}
	}
	for _, want := range []Code{CodeURIMissing, CodeURIWrongPlatform, CodeURINearMiss} {
		if !seen[want] {
			t.Errorf("no %s among %+v", want, list)
		}
	}
	if got := (Finding{Subject: "User.Read.All", Text: "Never granted."}).Said(); got != "Never granted." {
		t.Errorf("said %q", got)
	}
}

// TestWhoMayIsToldOfWhatWouldBeDone: bringing a registration back needs another
// role than making one.
func TestWhoMayIsToldOfWhatWouldBeDone(t *testing.T) {
	app := &graph.Application{AppID: "a"}
	for want, s := range map[string]Snapshot{
		mayRegisterWords: {App: known[*graph.Application](nil)},
		"Cloud Application Administrator or Application Administrator":                {App: known[*graph.Application](nil), Deleted: known(app)},
		"Cloud Application Administrator or higher, or whoever made the registration": {App: known(app), Principal: known(&graph.ServicePrincipal{})},
	} {
		if got := registerAction.WhoMay(s); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := secretAction.WhoMay(Snapshot{}); got != secretAction.Role {
		t.Errorf("got %q", got)
	}
}
