package tui

import (
	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
)

// The phases whose pages are those of the walk.
const (
	consentPhase  = judge.ConsentPhase
	proofPhase    = string(steps.PageProof)
	handOverPhase = string(steps.PageHandOver)
)

// stageScreen is the page of a phase, by its id. A phase that is not named here
// has the generic page; "" is what comes when everything is settled.
func phaseScreen(d *deps, id string) screen {
	switch id {
	case "1":
		return newTenant(d)
	case "2":
		return newCandidates(d)
	case idsPhase:
		return newIDs(d)
	case accountPhase:
		return newAccount(d)
	case boardPhase:
		return newBoard(d)
	case secretPhase:
		return newSecret(d)
	case usersPhase:
		return newUsers(d)
	case pilotPhase:
		return newPilot(d)
	case nextPhase:
		return newNext(d)
	case "":
		return newEnd(d)
	}
	f := steps.PhaseFrame(id)
	return newWalked(d, f.ID, f.Local)
}
