package tui

import (
	"errors"
	"slices"
	"testing"

	"ssowizard/internal/change"
)

// TestASecretThatEndsSoonIsMendedByARenewal, where the wizard made it and the portal
// uses it: a new one at once would cut the portal off until it is entered there. Both
// fronts, the document and the engine offer the renewal.
func TestASecretThatEndsSoonIsMendedByARenewal(t *testing.T) {
	t.Parallel()
	for _, tenant := range renewable {
		t.Run(tenant, func(t *testing.T) {
			t.Parallel()
			p := newParity(t, parityCase{tenant, true, "the last secret ends in ten days"})
			if err := p.prepare(); errors.Is(err, errNobodyGetsIn) || errors.Is(err, errNothingToChange) {
				t.Fatalf("the case is none: %v", err)
			} else if err != nil {
				t.Fatal(err)
			}
			for name, seen := range map[string]seenBy{"the full screen": p.screen(), "line by line": p.plain(), "the document": p.document()} {
				if !slices.Contains(seen.Repairs, change.RepairByRenewal) {
					t.Errorf("%s offers %v", name, seen.Repairs)
				}
			}
		})
	}
}

var renewable = []string{"good", "new", "guest", "two-faults", "web-platform"}
