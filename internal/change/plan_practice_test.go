package change

import (
	"strings"
	"testing"

	"ssowizard/internal/setup"
)

// TestAPlanInPracticeSaysThatItsWayBackIsOutside: the command that takes back would look into the real tenant there.
func TestAPlanInPracticeSaysThatItsWayBackIsOutside(t *testing.T) {
	t.Parallel()
	for practice, want := range map[bool]string{true: "Outside practice, this can be taken back with: ", false: "Can be taken back with: "} {
		if got := NewPlan("", "", setup.Snapshot{Practice: practice}, nil).UndoHint; !strings.HasPrefix(got, want) {
			t.Errorf("practice %v: %q", practice, got)
		}
	}
}
