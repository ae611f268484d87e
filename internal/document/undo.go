package document

import "time"

// UndoSchema names the form of the document of an undo. A change that breaks a
// reader changes the number at its end.
const UndoSchema = "ssowizard/undo/1"

// Undo is what an undo writes, once, however it ended. Receipts are numbered from 1 in
// the order in which they were written.
type Undo struct {
	Head
	// TakenBack are the receipts that this run took back, in the order of their
	// numbers.
	TakenBack []TakenBack `json:"takenBack"`
	// Refused are those that were named and not taken back; nothing is taken back
	// unless this is empty.
	Refused []Refusal `json:"refused"`
	// Remaining are those that are written and still stand, newest first.
	Remaining []Remaining `json:"remaining"`
	Tail
}

// TakenBack is one write that was taken back.
type TakenBack struct {
	Number int       `json:"number"`
	At     time.Time `json:"at"` // when it was written
	Written
	UndoneAt time.Time `json:"undoneAt"`
	Left     string    `json:"left,omitempty"` // what stays on this computer all the same, in sentences
	// Unattributed: it may have been somebody else's work, and a person agreed.
	Unattributed bool `json:"unattributed"`
}

// Refusal is one receipt that was not taken back, and why.
type Refusal struct {
	Number  int    `json:"number"`
	Summary string `json:"summary"`
	Why     string `json:"why"`
}

// Remaining is one receipt that still stands, and whether it could be taken back when
// its turn comes.
type Remaining struct {
	Number int       `json:"number"`
	At     time.Time `json:"at"`
	Written
	Can bool   `json:"can"` // once those written later, that can, are taken back
	Why string `json:"why"` // why not; where it can: what comes of it
	// Unattributed: this program began it and was stopped, and whether it or somebody
	// else made it is not known. It is only taken back on its own, by a person.
	Unattributed bool `json:"unattributed"`
}

// NewUndo makes the document of an undo.
func NewUndo(run Run, b Before, refused []Refusal) Undo {
	d := Undo{Head: run.head(UndoSchema), Tail: run.tail(), TakenBack: []TakenBack{},
		Refused: append([]Refusal{}, refused...), Remaining: []Remaining{}}
	p := run.Session.Profile()
	for _, i := range b.TakenBack(p) {
		r := p.Receipts[i]
		d.TakenBack = append(d.TakenBack,
			TakenBack{i + 1, r.At, written(r), *r.Undone, r.Left, r.Unattributed})
	}
	for _, x := range run.Session.Undoable() {
		r := x.Receipt
		d.Remaining = append(d.Remaining,
			Remaining{x.Index + 1, r.At, written(r), x.Can, x.Why, r.Unattributed})
	}
	return d
}
