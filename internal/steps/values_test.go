package steps_test

import (
	"testing"

	"ssowizard/internal/steps"
)

// TestPagesAreNamedAsThePortalNamesThem: a person looks for these words there.
func TestPagesAreNamedAsThePortalNamesThem(t *testing.T) {
	for key, want := range map[string]string{
		"app-registrations": "Page: App registrations",
		"new-registration":  "Page: App registrations",
		"api-permissions":   "Page: API permissions",
		"credentials":       "Page: Certificates & secrets",
		"authentication":    "Page: Authentication",
		"overview":          "Page: Overview",
		"entra-home":        "Page: Entra admin center",
		"mtp-portal":        "Page: MTP portal",
	} {
		if got := steps.LinkLabel(key); got != want {
			t.Errorf("%s is called %q, want %q", key, got, want)
		}
	}
}
