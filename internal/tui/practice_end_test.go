package tui

import (
	"ssowizard/internal/tui/screen"
	"testing"
)

// What is said at the end of a practice holds: it is forgotten, and a file that
// was asked for is not.
func TestThePracticeSaysWhatIsLeftOfIt(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.signIn()
	d.send(screen.PhaseMsg{})
	d.Idle()
	d.At("S99")
	d.Sees("Leave", "practice ends and is forgotten")
	d.SeesNot("a summary stays")
	d.send(screen.LeaveMsg{})
	d.Sees("nothing real was touched. Files you asked for are kept.")
	d.SeesNot("nothing is left behind")
}
