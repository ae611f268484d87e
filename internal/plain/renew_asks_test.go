package plain_test

import (
	"strings"
	"testing"

	"ssowizard/internal/plain"
)

// TestARenewalInPracticeTakesNothingUnasked: which registration is asked as it is of a real
// tenant, and a list of redirect URIs that nobody gave is not compared.
func TestARenewalInPracticeTakesNothingUnasked(t *testing.T) {
	r := newRoom(t, "secret-ending")
	c, p := r.asked(pickAt("which registration", "Contoso Voice SSO"), pick("Make a new secret"),
		typed("Is this your own", "yes"), pick("Yes, write it"), pick("Prove that it works"), pick("Leave; "))
	c.Practice.AppID = judgedApp
	err := plain.Renew(t.Context(), c, plain.RenewChoice{})
	r.wantAllActs(p, err)
	r.wantSaid("redirect URIs are not known here, so they were not compared")
	if strings.Contains(r.talk.String(), "12 of 12 under SPA") {
		t.Error("a list that nobody gave was compared")
	}
}
