package tui

import "testing"

// Small pictures of pages whose words and places matter, without colour.
func TestPages(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	golden(t, "welcome", d.Screen())
	d.signIn()
	golden(t, "own-tenant", d.Screen())
	d.Press("y")
	d.Press("enter", "m", "enter")
	d.Resize(120, 36)
	golden(t, "phase", d.Screen())
	d.Press("?")
	d.Resize(80, 30)
	golden(t, "help", d.Screen())
	d.Press("esc", "g")
	golden(t, "go-to", d.Screen())
}
