package walked

import (
	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
)

// PhaseOf is the phase of an id that the catalogue is known to hold.
func PhaseOf(id string) judge.Phase { st, _ := judge.PhaseByID(id); return st }

// PhaseScreen is the page of a phase, by its id. A phase that is not named here
// has the generic page; "" is what comes when everything is settled.
func PhaseScreen(d *screen.Deps, id string) screen.Screen {
	switch id {
	case "1":
		return New(d, steps.PageTenant, nil)
	case "":
		return New(d, steps.PageEnd, nil)
	}
	f := d.Walk().PhaseFrame(id)
	return New(d, f.ID, f.Local)
}
