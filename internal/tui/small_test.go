package tui

import "testing"

// TestASmallWindowNamesTheFrontThatFits: whoever cannot make it larger has another way.
func TestASmallWindowNamesTheFrontThatFits(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.Resize(60, 15)
	d.Sees("ssowizard needs 80 by 24", "--plain works in any size")
}
