package steps

import "slices"

// phaseNodes are the pages of this room.
var phaseNodes = slices.Concat(accounts, allowings, boarding, byHandNodes, colleagues, ending,
	goingTo, guiding, handingOver, idPages, lookingAhead, nearing, noting, piloting, placing,
	proving, secretMaking, stepping)
