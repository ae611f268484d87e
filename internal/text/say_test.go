package text

import (
	"testing"
	"time"
)

func TestANumberStandsWithTheFormThatFits(t *testing.T) {
	for n, want := range map[int]string{0: "no secret", 1: "1 secret", 2: "2 secrets", 12: "12 secrets"} {
		if got := Count(n, "secret"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int]string{0: "0 setups have", 1: "1 setup has", 7: "7 setups have"} {
		if got := Plural(n, "setup has", "setups have"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	if Or("", "b") != "b" || Or("a", "b") != "a" {
		t.Error("Or takes the other text although there is one, or none although there is none")
	}
}

func TestAMomentNamesItsZoneAndADayDoesNot(t *testing.T) {
	local := time.Local
	t.Cleanup(func() { time.Local = local })
	time.Local = time.FixedZone("CET", 3600)
	at := time.Date(2026, 11, 30, 23, 30, 0, 0, time.UTC)
	if got, want := DayAndTime(at), "1 December 2026, 00:30 CET"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := Day(at), "30 November 2026"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
