package engine_test

import (
	"strings"
	"testing"

	"ssowizard/internal/engine"
	"ssowizard/internal/must"
)

// Rights whose origin could not be told are named once.
func TestConsentOfUnknownOriginIsListedOnce(t *testing.T) {
	c := engine.ConsentLeft{Client: "App", Unsure: []string{"Application.ReadWrite.All"}}
	if words := strings.Join(c.Words(), "\n"); strings.Count(words, "Application.ReadWrite.All") != 1 || !strings.Contains(words, "each of them may have been there before") {
		t.Error(words)
	}
	c.Ours = []string{"User.Read"}
	if words := strings.Join(c.Words(), "\n"); strings.Count(words, "Application.ReadWrite.All") != 2 {
		t.Errorf("which of two kinds is not told: %s", words)
	}
}

// What is left says where the value is got from.
func TestStepTwentyNineSaysWhereTheValueIs(t *testing.T) {
	w := signedIn(t, "new")
	w.observe()
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8", "23-27")
	left := strings.Join(w.r.Left(), "\n")
	if !strings.Contains(left, "Practice keeps it in memory") && !strings.Contains(left, "It is kept in ") {
		t.Error(left)
	}
}
