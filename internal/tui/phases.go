package tui

import (
	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
)

// The phases whose pages are those of the walk.
const (
	consentPhase  = judge.ConsentPhase
	accountPhase  = "10-11"
	secretPhase   = judge.SecretPhase
	proofPhase    = string(steps.PageProof)
	handOverPhase = string(steps.PageHandOver)
	pilotPhase    = string(steps.PagePilot)
	usersPhase    = "A1-A2"
)

// phaseOf is the phase of an id that the catalogue is known to hold.
func phaseOf(id string) judge.Phase { st, _ := judge.PhaseByID(id); return st }

// stageScreen is the page of a phase, by its id. A phase that is not named here
// has the generic page; "" is what comes when everything is settled.
func phaseScreen(d *deps, id string) screen {
	switch id {
	case "1":
		return newWalked(d, steps.PageTenant, nil)
	case "":
		return newWalked(d, steps.PageEnd, nil)
	}
	f := d.walk().PhaseFrame(id)
	return newWalked(d, f.ID, f.Local)
}
