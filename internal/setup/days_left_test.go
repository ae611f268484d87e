package setup_test

import (
	"testing"
	"time"

	"ssowizard/internal/setup"
)

func TestDaysLeftAreWhatAPersonCounts(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	for left, want := range map[time.Duration]int{
		240*time.Hour - time.Minute: 10, 240 * time.Hour: 10, 24 * time.Hour: 1, 13 * time.Hour: 1, 11 * time.Hour: 0, -11 * time.Hour: 0,
		-13 * time.Hour: -1, -120*time.Hour - time.Minute: -5, 730 * 24 * time.Hour: 730,
	} {
		if got := setup.DaysLeft(now, now.Add(left).In(time.FixedZone("", 14*3600))); got != want {
			t.Errorf("%s left are %d days, want %d", left, got, want)
		}
	}
}
