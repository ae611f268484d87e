package tui

import (
	"strings"
	"testing"
	"time"
)

// atFirstWrite drives a new setup to the page that asks for the first write.
func atFirstWrite(t *testing.T) (*rig, *driver) {
	t.Helper()
	g := newRig(t, "new")
	d := g.start(100, 30)
	d.signIn()
	d.Press("y", "enter", "m", "enter")
	d.At("S03")
	return g, d
}

// TestAHeldKeyWritesNothing: the key that opened the question, or one that lies
// under a book, is no answer to it however long it is held.
func TestAHeldKeyWritesNothing(t *testing.T) {
	t.Parallel()
	g, d := atFirstWrite(t)
	writes := len(g.srv.Writes())
	d.Press("enter")
	d.Sees("This is what will change")
	for range 200 {
		d.pass(40 * time.Millisecond)
		d.send(keyNamed("y"))
		d.Idle()
	}
	d.Sees("This is what will change", "Keys were still coming in")
	g.wroteNothing(writes, "by a held key")
	d.Press("y")
	if n := len(g.srv.Writes()); n == writes {
		t.Error("nothing was written by a press of its own")
	}
}

// TestAPasteWithoutMarksPlaysNoKeys: on a page that takes no text, letters that
// come as fast as no hand types them are not its keys.
func TestAPasteWithoutMarksPlaysNoKeys(t *testing.T) {
	t.Parallel()
	g, d := atFirstWrite(t)
	writes, calls := len(g.srv.Writes()), len(g.srv.Requests())
	d.Burst("\n" + strings.Repeat("y", 3000))
	d.Press("esc")
	d.Burst("Dear colleague,\nwould you look at steps 1, 2 and 3?\nyes\nq\n")
	d.Sees("Nothing can be pasted on this page")
	g.wroteNothing(writes, "by a paste")
	if n := len(g.srv.Requests()); n > calls+2 {
		t.Errorf("%d requests by a paste", n-calls)
	}
	if d.quit {
		t.Error("a paste ended the program")
	}
	d.Paste("text with the mark of its own end\x1b[201~")
	d.send(keyNamed("q")) // what follows on its heels
	d.Idle()
	if d.quit {
		t.Error("the rest of a paste ended the program")
	}
	d.SeesNot("Leave practice?")
	d.Press("q", "q")
	if !d.quit {
		t.Error("q does not leave")
	}
}
