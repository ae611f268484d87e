package engine_test

import (
	"strings"
	"testing"
	"time"

	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// TestASecretRemovedDuringTheProofIsSaidToBeRemoved: after it had worked, and while it was waited for.
func TestASecretRemovedDuringTheProofIsSaidToBeRemoved(t *testing.T) {
	for name, old := range map[string]bool{"a new one, after it had worked": false, "one of long ago": true} {
		t.Run(name, func(t *testing.T) {
			w, _ := delayedTenant(t, sim.Delays{})
			other := w.somebody()
			p := w.r.Profile()
			remove := func() { must.Do(t, other.RemovePassword(t.Context(), p.App.ObjectID, p.Secret.KeyID)) }
			if old {
				must.Do(t, w.clock.Sleep(t.Context(), 20*time.Minute))
				remove()
			}
			removed := old
			proof, err := w.r.Prove(t.Context(), func(now setup.Proof) {
				if now.InARow == 1 && !removed {
					removed = true
					remove()
				}
				for _, r := range now.Links {
					if !old && removed && r.State == setup.LinkNow && strings.Contains(r.Detail, "new secrets") {
						t.Errorf("said of one that had worked: %s", r.Detail)
					}
				}
			})
			must.Do(t, err)
			if f := proof.Finding; proof.Good || f == nil || f.Code != setup.CodeSecretMissing || !strings.Contains(f.Text(), "somebody removed it") {
				t.Errorf("%+v", f)
			}
		})
	}
}
