package engine

import (
	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/undo"
)

// Undoable lists what the wizard wrote, newest first, and what can be taken
// back. Later writes go before earlier ones, because what is built on something has
// to go first: each is judged by the last snapshot as it will be when its turn comes.
func (r *Session) Undoable() []undo.Item {
	s, p := r.Both()
	return undo.Undoable(s, p)
}

// PlanUndo plans to take one receipt back. It refuses what somebody has changed
// since, and anything but the newest that can still be taken back. What may be
// somebody else's does not count in that, and its plan says so.
func (r *Session) PlanUndo(index int) (change.Plan, error) {
	s, p := r.Both()
	if !s.SignedIn {
		return change.Plan{}, advice.ErrNotSignedIn
	}
	for _, item := range undo.Undoable(s, p) {
		if item.Index != index {
			continue
		}
		if len(item.First) > 0 {
			return change.Plan{}, &advice.BlockedError{By: "What was written later goes first: " +
				p.Receipts[item.First[0]].Summary}
		}
		if !item.Can {
			return change.Plan{}, &advice.ChangedSinceError{Why: item.Why}
		}
		o := &undo.TakeBack{WayBack: undo.WayBack{Rec: item.Receipt,
			App: *s.App.Value, GraphSP: s.Graph.Value.ID},
			Index: index, Changes: undo.Changes(s, item.Receipt, item.Why), Unread: item.Unread}
		plan := change.NewPlan(setup.UndoAction, "Take back: "+item.Receipt.Summary, s,
			[]change.Operation{o}, item.Doubted()...)
		plan.UndoHint, plan.Unattributed = item.Why, item.Doubt != ""
		return plan, nil
	}
	return change.Plan{}, advice.ErrNothingToDo
}
