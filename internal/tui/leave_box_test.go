package tui

import "testing"

// Going one page back while a write is on its way is not told as leaving the
// program: the program goes on, and reads before it writes.
func TestGoingBackWhileWritingIsNotToldAsLeaving(t *testing.T) {
	t.Parallel()
	_, d, release := writing(t)
	d.Tap("esc")
	d.Sees("Going back now stops waiting for the answer.", "it is read again before anything else is written.", "Stay until it is done", "Go back now")
	d.SeesNot("Leave now", "the next run", "forgotten")
	d.Tap("esc")
	d.Tap("q")
	d.Sees("Leave now", "what was practised is forgotten")
	d.Tap("esc")
	d.Tap("esc")
	d.Tap("down")
	d.Tap("enter")
	release()
	d.Idle()
	d.At("S15")
	if d.m.ended {
		t.Error("it was left")
	}
}
