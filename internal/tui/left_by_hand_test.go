package tui

import (
	"strings"
	"testing"

	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
)

// TestAWalkByHandEndsAlikeOnBothFronts: whoever leaves before the sign-in has asked
// for nothing. Whoever goes on without one is told, midway too, that nothing could be
// checked.
func TestAWalkByHandEndsAlikeOnBothFronts(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := newDriver(t, Config{Session: g.runner(), Practice: g.practice(), Start: "setup"}, 80, 24)
	screen := func() int {
		end := d.m.result(d.m.deps.Config)
		return exitCode(outcome.Left(end.Verdict, end.Begun))
	}
	lines := func(way, input string) int {
		r := newRig(t, "new")
		var out strings.Builder
		return exitCode(plain.Run(t.Context(), plain.Config{Session: r.runner(), Practice: r.practice(), SignIn: way,
			In: strings.NewReader(input), Out: &out, Talk: &out}))
	}
	d.At("S01")
	d.Press("enter")
	d.At("S01a")
	if s, p := screen(), lines("", "\n4\n"); s != 0 || p != 0 {
		t.Errorf("left before the sign-in, the screen ends with %d and the lines with %d", s, p)
	}
	d.Press("w")
	d.At("S01p")
	if s, p := screen(), lines("none", "\n6\n"); s != 5 || p != 5 {
		t.Errorf("left at step 1 by hand, the screen ends with %d and the lines with %d", s, p)
	}
	d.Press("enter", "enter", "y")
	if d.m.deps.Verdict().Phase("1").Status != setup.StatusConfirmed {
		t.Fatal("step 1 has no word")
	}
	if s := screen(); s != 5 {
		t.Errorf("left midway, the screen ends with %d", s)
	}
}
