// Package table gathers the pages of all rooms into the one table that a walk goes through
// and that docs/walk.md draws. It refuses to make a page.
package table

import (
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
	"ssowizard/internal/steps/aside"
	"ssowizard/internal/steps/choose"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/steps/plans"
	"ssowizard/internal/steps/tasks"
)

// All are the pages of every room.
var All = steps.NewTable(aside.Nodes, plans.Nodes, arrival.Nodes, phases.Nodes, choose.Nodes, tasks.Nodes)

// New is the walk of one task through all pages, with an engine. practice is nil wherever
// something real is touched; now is the clock of the front.
func New(k steps.Known, practice *engine.Practice, t *steps.Task, now func() time.Time) *steps.Walk {
	return steps.New(All, k, practice, t, now)
}
