package steps

import (
	"slices"

	"ssowizard/internal/setup"
)

// UndoItem is one receipt, and whether it can be taken back as things stand.
type UndoItem struct {
	Receipt setup.Receipt
	Index   int    // in the profile's receipts
	Can     bool   // nothing stands in the way
	Why     string // why not, in one sentence; for Can: what comes of it
	// Unread is what could not be looked at and would go too; only a person can
	// agree to that.
	Unread []string
	// First are the indexes of later receipts that go before this one, newest first;
	// Can and Why hold for what is there once they are taken back.
	First []int
	// Doubt says why nobody knows whose work it is; "" where it is this program's.
	// Only a person can agree to take such a thing back, and nothing waits for it.
	Doubt string
}

// Next tells whether it is known to be this program's and can be taken back.
func (i UndoItem) Next() bool { return i.Can && i.Doubt == "" }

// Undoable lists what the wizard wrote, newest first, and what can be taken
// back. Later writes go before earlier ones, because what is built on something has
// to go first: each is judged by the last snapshot as it will be when its turn comes.
func (r *Runner) Undoable() []UndoItem {
	s, p := r.both()
	return undoable(s, p)
}

func undoable(s setup.Snapshot, p setup.Profile) []UndoItem {
	var out []UndoItem
	var first []int
	for i := len(p.Receipts) - 1; i >= 0; i-- {
		rec := p.Receipts[i]
		if !rec.Standing() {
			continue
		}
		item := UndoItem{Receipt: rec, Index: i, First: slices.Clone(first), Doubt: rec.Doubt()}
		now := undoState(s, p, rec)
		item.Can, item.Why = now.may, now.why
		if item.Can {
			x := sinceMade(s, p, rec)
			item.Why, item.Unread = item.Why+x.question(), x.unread
		}
		if item.Next() {
			first = append(first, i)
			if k := kindOf(rec); k.once != nil {
				s = k.once(s, rec)
			}
		}
		out = append(out, item)
	}
	return out
}

// undoState compares what a receipt wrote with what is there now.
func undoState(s setup.Snapshot, p setup.Profile, rec setup.Receipt) standing {
	switch k := kindOf(rec); {
	case rec.Gone:
		return mayNot("It was removed, and its value cannot come back.") // whatever became of the rest
	case !s.App.Known:
		return couldNotLook(s.App.Why)
	case s.App.Value == nil && s.Deleted.Known && s.Deleted.Value == nil:
		return mayNot("The registration was not found, and the recycle bin does not hold it either. Entra may be behind; read again in a few minutes.")
	case s.App.Value == nil:
		return isGone("The registration")
	case k.may == nil:
		return mayNot("This wizard writes nothing of that kind, so nothing is done by it.")
	default:
		now := k.may(s, p, rec)
		if with := sinceMade(s, p, rec).refusal(); now.may && with != "" {
			return mayNot(with)
		}
		return now
	}
}

// PlanUndo plans to take one receipt back. It refuses what somebody has changed
// since, and anything but the newest that can still be taken back. What may be
// somebody else's does not count in that, and its plan says so.
func (r *Runner) PlanUndo(index int) (Plan, error) {
	s, p := r.both()
	if !s.SignedIn {
		return Plan{}, ErrNotSignedIn
	}
	for _, item := range undoable(s, p) {
		if item.Index != index {
			continue
		}
		if len(item.First) > 0 {
			return Plan{}, &BlockedError{By: "What was written later goes first: " + p.Receipts[item.First[0]].Summary}
		}
		if !item.Can {
			return Plan{}, &ChangedSinceError{Why: item.Why}
		}
		o := &takeBack{wayBack: wayBack{rec: item.Receipt, app: *s.App.Value, graphSP: s.Graph.Value.ID}, index: index,
			changes: undoChanges(s, item.Receipt, item.Why), unread: item.Unread}
		plan := newPlan(setup.UndoAction, "Take back: "+item.Receipt.Summary, "", s, []operation{o}, item.doubted()...)
		plan.UndoHint, plan.Unattributed = item.Why, item.Doubt != ""
		return plan, nil
	}
	return Plan{}, ErrNothingToDo
}

// undoChanges says in a person's terms what taking a receipt back does: the
// same lists, before and after, that were shown when it was written.
func undoChanges(s setup.Snapshot, rec setup.Receipt, outcome string) []setup.Change {
	if list := kindOf(rec).changes(s, rec); len(list) > 0 {
		return list
	}
	return []setup.Change{{Object: appWords(*s.App.Value), Property: rec.Object, Before: rec.Summary, After: outcome}}
}

// ChangedSinceError says why a receipt is not taken back. Nothing was written.
type ChangedSinceError struct{ Why string }

func (e *ChangedSinceError) Error() string { return "this is not taken back: " + e.Why }
