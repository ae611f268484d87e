package tui

// stageScreen is the page of a stage, by its id. A stage that is not named here
// has the generic page; "" is what comes when everything is settled.
func stageScreen(d *deps, id string) screen {
	switch id {
	case "1":
		return newTenant(d)
	case "2":
		return newCandidates(d)
	case idsStage:
		return newIDs(d)
	case accountStage:
		return newAccount(d)
	case boardStage:
		return newBoard(d)
	case secretStage:
		return newSecret(d)
	case proofStage:
		return newProof(d)
	case handOverStage:
		return newHandOver(d)
	case usersStage:
		return newUsers(d)
	case pilotStage:
		return newPilot(d)
	case nextStage:
		return newNext(d)
	case "":
		return newEnd(d)
	}
	return newStage(d, id)
}
