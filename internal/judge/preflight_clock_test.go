package judge

import (
	"testing"
	"time"

	"ssowizard/internal/setup"
)

// TestAClockThatIsFarOffIsToldInLargeUnits: nobody counts years in minutes.
func TestAClockThatIsFarOffIsToldInLargeUnits(t *testing.T) {
	for _, c := range []struct {
		skew time.Duration
		want string
	}{
		{7 * time.Minute, "7 minutes ahead"}, {-95 * time.Minute, "95 minutes behind"}, {3 * time.Hour, "3 hours ahead"},
		{-50 * time.Hour, "2 days behind"}, {19410100 * time.Minute, "36 years ahead"},
	} {
		if got := preClock(setup.Snapshot{Skew: setup.Known(c.skew)}); got.Detail != c.want || len(got.Findings) != 1 || got.Findings[0].Got() != c.want {
			t.Errorf("%v: %+v", c.skew, got)
		}
	}
}
