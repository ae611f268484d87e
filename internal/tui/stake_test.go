package tui

import (
	"testing"

	"ssowizard/internal/vault"
)

// TestLeavingPracticeBeforeAnythingWasDoneAsksNothing: there is nothing to lose.
func TestLeavingPracticeBeforeAnythingWasDoneAsksNothing(t *testing.T) {
	t.Parallel()
	for name, keys := range map[string][]string{"welcome": nil, "sign-in": {"enter", "enter"}} {
		d := newRig(t, "new").start(80, 24)
		d.Press(append(keys, "q")...)
		if !d.m.ended {
			t.Errorf("%s: asked about nothing:\n%s", name, d.Screen())
		}
	}
}

// TestLeavingASignInUnderWayAsks, real or practice, and the question goes when the
// sign-in is over.
func TestLeavingASignInUnderWayAsks(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.Press("enter", "enter", "enter")
	d.At("S01b")
	d.Press("q")
	d.Sees("A sign-in is on its way", "▸ Go on waiting")
	d.Press("enter")
	d.At("S01b")
	d.Press("ctrl+c")
	if !d.m.ended || !d.m.interrupted {
		t.Error("Ctrl+C asked")
	}

	d = newRig(t, "new").start(80, 24)
	d.Press("enter", "enter", "enter")
	d.At("S01b")
	for _, key := range []string{"a", "q"} { // the answer comes after both
		d.pass(perKey)
		d.send(keyNamed(key))
	}
	d.Sees("A sign-in is on its way")
	d.Await("your own company?")
	d.SeesNot("A sign-in is on its way")
}

// TestAnAnswerThatIsBeingSavedIsNotLeftUnasked: the disk is slow, and q comes first.
func TestAnAnswerThatIsBeingSavedIsNotLeftUnasked(t *testing.T) {
	t.Parallel()
	_, d := walkingByHand(t, 80, 24)
	now := d.clock()
	d.m.keeping = &now
	d.send(keyNamed("q"))
	d.Sees("Your last answer is still being saved", "▸ Stay until it is saved")
	if d.m.ended {
		t.Error("left unasked")
	}
}

// TestAValueThatWasEnteredIsNoReasonToStay: after step 29 nothing of it is lost.
func TestAValueThatWasEnteredIsNoReasonToStay(t *testing.T) {
	t.Parallel()
	_, d := atHandOver(t, "new", 80, 24)
	d.m.deps.Session.UseKeychain(vault.Memory())
	if d.m.atStake().id != stakePractice {
		t.Errorf("a kept value: %q", d.m.atStake().id)
	}
	d.m.deps.Practice = nil
	if s := d.m.atStake(); s.id != stakeNone {
		t.Errorf("with a real tenant leaving here loses %q", s.id)
	}
}
