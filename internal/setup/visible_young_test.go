package setup

import (
	"testing"
	"time"
)

// TestHowLongSomethingIsYoung: as long as a server may not know it, also where the clock was set back a little since.
func TestHowLongSomethingIsYoung(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	for age, want := range map[time.Duration]bool{
		0: true, VisibleWithin - time.Second: true, VisibleWithin: false, 24 * time.Hour: false,
		-MaxSkew + time.Second: true, -MaxSkew: false, -24 * time.Hour: false,
	} {
		if got := Young(now.Add(-age), now); got != want {
			t.Errorf("%s old: %v", age, got)
		}
	}
	if Young(time.Time{}, now) {
		t.Error("what has no date is young")
	}
}
