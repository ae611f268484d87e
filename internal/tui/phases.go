package tui

import (
	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
)

const consentPhase = judge.ConsentPhase

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
	case proofPhase:
		return newProof(d)
	case handOverPhase:
		return newHandOver(d)
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
