package steps

import "slices"

// taskNodes are the pages of this room.
var taskNodes = slices.Concat(deciding, grounding, removing, renewing, repairing, reporting, undoing)
