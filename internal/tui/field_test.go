package tui

import (
	"strings"
	"testing"
)

// A text longer than its line is shown where the cursor is: at its end while it is
// typed, at its beginning after Home, and never wider than the window.
func TestALongTextIsShownWhereTheCursorIs(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.Press("enter")
	d.At("S01")
	d.Clear()
	d.Paste("first." + strings.Repeat("long.", 30) + "last")
	for _, c := range []struct{ key, seen, gone string }{{"end", "long.last", "first."}, {"home", "first.long", ".last"}, {"end", "long.last", "first."}} {
		d.Press(c.key)
		d.Sees(c.seen)
		d.SeesNot(c.gone)
		if lost := cutBy(d.m, 80, 24); lost != "" {
			t.Errorf("after %s, %s", c.key, lost)
		}
	}
}
