package undo

import (
	"fmt"

	"ssowizard/internal/setup"
)

// Doubted is the same as a finding of the plan.
func (i UndoItem) Doubted() []setup.Finding {
	if i.Doubt == "" {
		return nil
	}
	f := i.LeftAlone()
	f.Remedy = "Ask your colleagues. Say yes only if nobody else needs it."
	return []setup.Finding{f}
}

// LeftAlone is what is said of a receipt that may be of somebody else's work, where
// nobody is there to decide about it.
func (i UndoItem) LeftAlone() setup.Finding {
	return setup.Finding{Code: setup.CodeNotAttributed, Level: setup.LevelUnknown, Subject: fmt.Sprintf("receipt %d", i.Index+1),
		Want: "made by this program", Got: "not known", Text: i.Receipt.Summary + ". " + i.Doubt,
		Remedy: "Ask your colleagues. If nobody else needs it, run ssowizard undo without --no-input " +
			"and take it back on its own."}
}
