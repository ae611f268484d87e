package tui

import (
	"runtime/debug"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
	"time"

	tea "charm.land/bubbletea/v2"
)

// view draws a frame. The engine is out of reach meanwhile: a call of any of its
// methods, which would wait for its lock, panics.
func (d *driver) view() (v tea.View) {
	k := d.m.deps.Session
	if k == nil {
		return d.m.View()
	}
	e := k.Session
	k.Session = nil
	defer func() {
		k.Session = e
		if p := recover(); p != nil {
			d.t.Errorf("drawing calls the engine, or fails: %v\n%s", p, debug.Stack())
		}
	}()
	return d.m.View()
}

// Leave quits the program and waits until its work has ended, as the end of a process
// ends it: what comes after finds nothing that still writes.
func (d *driver) Leave() {
	d.t.Helper()
	d.Press("q")
	d.stop()
	for limit := time.After(driverLimit); d.pending > 0; {
		select {
		case msg := <-d.msgs:
			d.receive(msg)
		case <-limit:
			d.t.Fatalf("%d commands outlive the program:\n%s", d.pending, d.Screen())
		}
	}
}

// choicesOf are the choices in the list of a page of the walk.
func choicesOf(s screen.Screen) []screen.Choice {
	w := s.(*walked.Page)
	return w.MenuChoices(w.Page())
}
