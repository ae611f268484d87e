package advice_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/entra"
	"ssowizard/internal/explain"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// A keychain that does not answer is told in the keychain's words, not in those
// of a slow network.
func TestASilentKeychainIsNotTheNetwork(t *testing.T) {
	err := &vault.Unavailable{Reason: "The keychain did not answer.", Remedy: "Unlock it.", Kind: vault.TimedOut, Cause: context.DeadlineExceeded}
	if a := advice.Advise(fmt.Errorf("probe: %w", err)); a.What != err.Reason || a.Do != err.Remedy {
		t.Errorf("got %+v", a)
	}
	if a := advice.Advise(context.DeadlineExceeded); a.What == "" || a.What == err.Reason {
		t.Errorf("got %+v", a)
	}
}

// Nothing is left open in a sentence, and none says what was not so.
func TestWhatASignInDidNotNameIsSaid(t *testing.T) {
	a := advice.Advise(&entra.WrongTenant{Want: "contoso"})
	if said := a.What + " " + a.Means; strings.Contains(said, " .") || strings.Contains(said, "another tenant") || !strings.Contains(said, "contoso") || !a.SignInAgain {
		t.Errorf("a token without a directory: %+v", a)
	}
	if a := advice.Advise(entra.ErrCodeExpired); strings.Contains(a.Means, "lasts 15 minutes") {
		t.Errorf("a code that lasted a second: %s", a.Means)
	}
}

// A number that begins like a known one, and goes on, is another.
func TestANumberThatIsTooLongIsNone(t *testing.T) {
	for _, text := range []string{"AADSTS99999999999999999999999", "AADSTS500111234567", "error code: 5001112345678"} {
		if e := explain.Explain(text, setup.Snapshot{}, setup.Profile{}); e.Recognised() {
			t.Errorf("%s was taken for %+v", text, e.Topics)
		}
	}
	if e := explain.Explain("AADSTS50011The redirect", setup.Snapshot{}, setup.Profile{}); len(e.Topics) != 1 || e.Topics[0].Code != "AADSTS50011" {
		t.Errorf("%+v", e.Topics)
	}
}
