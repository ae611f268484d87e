package plain_test

import (
	"strings"
	"testing"

	"ssowizard/internal/plain"
)

// TestAPlanIsAnnouncedOnce: its heading is its first line.
func TestAPlanIsAnnouncedOnce(t *testing.T) {
	r := ready(t)
	c, p := r.asked()
	p.script = append(p.script, pick("Take back number"), pick("No, go back"), pick("Leave"))
	if err := plain.Undo(t.Context(), c, plain.UndoChoice{}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(r.talk.String(), "This is what will change"); n != 1 {
		t.Errorf("said %d times:\n%s", n, tail(r.talk.String(), 2000))
	}
}
