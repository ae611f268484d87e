package engine_test

import (
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/profile"
	"ssowizard/internal/undo"
)

// What is said beforehand of a sign-in is so of what it then asks for, in practice
// with nothing to renew yet as well.
func TestWhoSignsInSpeaksOfWhatIsAskedFor(t *testing.T) {
	for name, c := range map[string]engine.Config{
		"real": {}, "practice with a registration": {Practice: true, Holds: "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"}, "bare practice": {Practice: true},
	} {
		for purpose := range change.ForName {
			c.Store = profile.MemoryStore()
			r := engine.NewSession(c)
			r.SignInFor(purpose)
			scopes := r.Scopes()
			said, asks := engine.WordsFor(purpose, scopes).SignIn, change.AskWords(scopes)
			if strings.Contains(said, "Rights to grant permissions are not asked for") && strings.Contains(asks, "grant permissions") {
				t.Errorf("%s, %d: said %q, and it %s", name, purpose, said, asks)
			}
			if strings.Contains(said, "rights to read only") && slices.ContainsFunc(scopes, func(s string) bool { return strings.Contains(s, "ReadWrite") }) {
				t.Errorf("%s, %d: said %q, and it %s", name, purpose, said, asks)
			}
			grants := slices.Contains(scopes, "AppRoleAssignment.ReadWrite.All")
			if want := name == "bare practice"; purpose == change.ForRenewal && grants != want {
				t.Errorf("%s: a renewal asks for %v", name, scopes)
			}
			r.Close()
		}
	}
}

// What was chosen in a task may take more than the task asks for. Then the words are
// of that, and a check that comes to a write no longer says that it only reads.
func TestWhoSignsInSpeaksOfWhatAStepUpAsksFor(t *testing.T) {
	const grant = "AppRoleAssignment.ReadWrite.All"
	for purpose := range change.ForName {
		for _, more := range [][]string{undo.ScopesForConsent(), change.ScopesToAllow(), {"Application.ReadWrite.All"}, {grant, "DelegatedPermissionGrant.ReadWrite.All"}} {
			r := engine.NewSession(engine.Config{Store: profile.MemoryStore()})
			r.SignInFor(purpose)
			r.StepUp(more)
			said, asks := r.WhoSignsIn(), change.AskWords(r.Scopes())
			if strings.Contains(said, "read only") || strings.Contains(said, "nothing is written") ||
				strings.Contains(said, "Rights to grant permissions are not asked for") && strings.Contains(asks, "grant permissions") {
				t.Errorf("%d with %v: said %q, and it %s", purpose, more, said, asks)
			}
			if purpose == change.ForCheck && (slices.Contains(more, grant) != speaksOf(said, grants...) && more[0] == "Application.ReadWrite.All" ||
				more[0] == "DelegatedPermissionGrant.ReadWrite.All" && !strings.Contains(said, "Cloud Application Administrator")) {
				t.Errorf("with %v: %s", more, said)
			}
			r.Close()
		}
	}
}
