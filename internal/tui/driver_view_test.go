package tui

import (
	"runtime/debug"

	tea "charm.land/bubbletea/v2"
)

// view draws a frame. The engine is out of reach meanwhile: a call of any of its
// methods, which would wait for its lock, panics.
func (d *driver) view() (v tea.View) {
	k := d.m.deps.session
	if k == nil {
		return d.m.View()
	}
	e := k.session
	k.session = nil
	defer func() {
		k.session = e
		if p := recover(); p != nil {
			d.t.Errorf("drawing calls the engine, or fails: %v\n%s", p, debug.Stack())
		}
	}()
	return d.m.View()
}
