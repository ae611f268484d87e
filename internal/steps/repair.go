package steps

import (
	"ssowizard/internal/change"
)

// RepairsNow are the repairs that "all of it" means, as things stand.
func (w *Walk) RepairsNow() []change.Repair { return change.RepairsTogether(w.Verdict()) }
