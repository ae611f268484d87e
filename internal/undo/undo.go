package undo

import (
	"slices"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
)

// Item is one receipt, and whether it can be taken back as things stand.
type Item struct {
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
func (i Item) Next() bool { return i.Can && i.Doubt == "" }

// Undoable are the receipts that may be looked at for taking back, newest first.
func Undoable(s setup.Snapshot, p setup.Profile) []Item {
	var out []Item
	var first []int
	for i := len(p.Receipts) - 1; i >= 0; i-- {
		rec := p.Receipts[i]
		if !rec.Standing() {
			continue
		}
		item := Item{Receipt: rec, Index: i, First: slices.Clone(first), Doubt: rec.Doubt()}
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
		return mayNot("The registration was not found, and the recycle bin does not hold it either. " +
			"Entra may be behind; read again in a few minutes.")
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

// Changes says in a person's terms what taking a receipt back does: the
// same lists, before and after, that were shown when it was written.
func Changes(s setup.Snapshot, rec setup.Receipt, outcome string) []setup.Change {
	if list := kindOf(rec).changes(s, rec); len(list) > 0 {
		return list
	}
	return []setup.Change{{Object: change.AppWords(*s.App.Value), Property: rec.Object,
		Before: rec.Summary, After: outcome}}
}
