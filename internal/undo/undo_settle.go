package undo

import (
	"slices"
	"time"

	"ssowizard/internal/setup"
)

// SettleTaking ends what a run began to take back and never heard of: what was
// sent for, and is seen to be gone or as before, is taken back. It keeps when that
// was sent, because a server that is behind may have answered: what is seen again
// was not taken back, or was written again; long after, nobody knows which.
func SettleTaking(p *setup.Profile, s setup.Snapshot, now time.Time) {
	for i, rec := range p.Receipts {
		if rec.Taking == nil {
			continue
		}
		at, inferred := rec.Taking, rec.Undone != nil
		rec.Undone = nil
		switch is := undoState(s, *p, rec); {
		case is.may:
			p.Receipts[i].Undone = nil
			p.Receipts[i].Unattributed = rec.Unattributed || !kindOf(rec).ownID && !setup.Young(*at, now)
		case !inferred && is.over:
			takenBack(p, i, *at)
			p.Receipts[i].Taking = at
		}
	}
}

// takenBack marks a receipt, and what went with it.
func takenBack(p *setup.Profile, index int, at time.Time) {
	if index >= len(p.Receipts) {
		return
	}
	done := p.Receipts[index]
	takes := kindOf(done).takes
	goes := func(rec setup.Receipt) bool {
		return rec.Action != setup.UndoAction && rec.Undone == nil && slices.Contains(takes, rec.Object)
	}
	gone := []string{done.ObjectID}
	for _, rec := range p.Receipts {
		if slices.Contains(takes, rec.Object) {
			gone = append(gone, rec.ObjectID)
		}
	}
	for i := range p.Receipts {
		rec := &p.Receipts[i]
		// What the recycle bin holds then was once brought back from there: no longer so.
		back := takes != nil && rec.Undone == nil && rec.Is(setup.ObjectDeleted) &&
			slices.Contains(gone, rec.ObjectID)
		if i == index || goes(*rec) || back {
			rec.Undone, rec.Taking = &at, nil
		}
	}
}
