package tui

// stageScreen is the page of a stage, by its id. A stage that is not named here
// has the generic page; "" is what comes when everything is settled.
func stageScreen(d *deps, id string) screen {
	switch id {
	case "1":
		return newTenant(d)
	case "2":
		return newCandidates(d)
	case "":
		return newEnd(d)
	}
	return newStage(d, id)
}
