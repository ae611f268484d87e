package steps

import (
	"time"

	"ssowizard/internal/engine"
)

// All are the pages of every room.
var All = NewTable(asideNodes, planNodes, beginNodes, phaseNodes, chooseNodes, taskNodes)

// New is the walk of one task through all pages, with an engine. practice is nil wherever
// something real is touched; now is the clock of the front.
func New(k Known, practice *engine.Practice, t *Task, now func() time.Time) *Walk {
	return NewWalk(All, k, practice, t, now)
}
