package steps_test

import (
	"context"
	"fmt"
	"testing"

	"ssowizard/internal/steps"
	"ssowizard/internal/vault"
)

// A keychain that does not answer is told in the keychain's words, not in those
// of a slow network.
func TestASilentKeychainIsNotTheNetwork(t *testing.T) {
	err := &vault.Unavailable{Reason: "The keychain did not answer.", Remedy: "Unlock it.", Kind: vault.TimedOut, Cause: context.DeadlineExceeded}
	if a := steps.Advise(fmt.Errorf("probe: %w", err)); a.What != err.Reason || a.Do != err.Remedy {
		t.Errorf("got %+v", a)
	}
	if a := steps.Advise(context.DeadlineExceeded); a.What == "" || a.What == err.Reason {
		t.Errorf("got %+v", a)
	}
}
