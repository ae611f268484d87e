package setup

import (
	"errors"
	"testing"

	"ssowizard/internal/graph"
	"ssowizard/internal/vault"
)

// TestASecretThatMayBeKeptElsewhereIsLeftAlone: another keychain that does not
// hold it says nothing about the one that it was put into.
func TestASecretThatMayBeKeptElsewhereIsLeftAlone(t *testing.T) {
	lost, k := graph.Password{DisplayName: "n"}, vault.Memory()
	for keeper, ours := range map[string]bool{"": true, k.Name(): true, KeeperShownOnce: true, "another keychain": false} {
		err := (&Pending{Name: "n", Keeper: keeper}).Elsewhere(k, lost)
		var where *vault.Unavailable
		if (err == nil) != ours || err != nil && !errors.As(err, &where) {
			t.Errorf("%q: %v", keeper, err)
		}
	}
	if err := (&Pending{Name: "n", Keeper: k.Name()}).Elsewhere(nil, lost); err == nil {
		t.Error("a run without a keychain took it for nobody's")
	}
}
