package plain

import (
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/setup"
	"ssowizard/internal/undo"
)

// UndoSchema names the form of the document of an undo. A change that breaks a
// reader changes the number at its end.
const UndoSchema = "ssowizard/undo/1"

// Undone is the document that Undo writes to Out with JSON, once, however it
// ended. Receipts are numbered from 1 in the order in which they were written.
type Undone struct {
	Schema   string         `json:"schema"` // always UndoSchema
	Practice bool           `json:"practice"`
	At       time.Time      `json:"at"`                 // when the document was written, UTC
	Services *setup.Roots   `json:"services,omitempty"` // as of a Document
	Tenant   DocumentTenant `json:"tenant"`
	App      *DocumentApp   `json:"app"` // null where none is known
	// TakenBack are the receipts that this run took back, in the order of their
	// numbers.
	TakenBack []UndoneReceipt `json:"takenBack"`
	// Refused are those that were named and not taken back; nothing is taken back
	// unless this is empty.
	Refused []UndoneRefusal `json:"refused"`
	// Remaining are those that are written and still stand, newest first.
	Remaining []UndoneRemaining   `json:"remaining"`
	Consent   *engine.ConsentTold `json:"consent"` // what the sign-in left in the tenant; null for nothing
	Exit      DocumentExit        `json:"exit"`
}

// UndoneReceipt is one write that was taken back.
type UndoneReceipt struct {
	Number   int       `json:"number"`
	At       time.Time `json:"at"` // when it was written
	By       string    `json:"by"`
	Object   string    `json:"object"`
	ObjectID string    `json:"objectId"`
	Summary  string    `json:"summary"`
	UndoneAt time.Time `json:"undoneAt"`
	Left     string    `json:"left,omitempty"` // what stays on this computer all the same, in sentences
	// Unattributed: it may have been somebody else's work, and a person agreed.
	Unattributed bool `json:"unattributed"`
}

// UndoneRefusal is one receipt that was not taken back, and why.
type UndoneRefusal struct {
	Number  int    `json:"number"`
	Summary string `json:"summary"`
	Why     string `json:"why"`
}

// UndoneRemaining is one receipt that still stands, and whether it could be
// taken back when its turn comes.
type UndoneRemaining struct {
	Number   int       `json:"number"`
	At       time.Time `json:"at"`
	By       string    `json:"by"`
	Object   string    `json:"object"`
	ObjectID string    `json:"objectId"`
	Summary  string    `json:"summary"`
	Can      bool      `json:"can"` // once those written later, that can, are taken back
	Why      string    `json:"why"` // why not; where it can: what comes of it
	// Unattributed: this program began it and was stopped, and whether it or somebody
	// else made it is not known. It is only taken back on its own, by a person.
	Unattributed bool `json:"unattributed"`
}

// refuse notes that a receipt is not taken back, and says so as a finding.
func (f *front) refuse(i undo.UndoItem, why, do string) setup.Finding {
	f.refused = append(f.refused, UndoneRefusal{i.Index + 1, i.Receipt.Summary, why})
	return notBack(i, why, do)
}

func (f *front) undone(err error) any {
	head := f.document(err)
	d := Undone{Schema: UndoSchema, Practice: head.Practice, At: head.At, Services: head.Services, Tenant: head.Tenant, App: head.App,
		TakenBack: []UndoneReceipt{}, Refused: append([]UndoneRefusal{}, f.refused...), Remaining: []UndoneRemaining{}, Consent: head.Consent, Exit: head.Exit}
	for _, i := range f.takenBack() {
		r := f.eng.Profile().Receipts[i]
		d.TakenBack = append(d.TakenBack, UndoneReceipt{i + 1, r.At, r.By, r.Object, r.ObjectID, r.Summary,
			*r.Undone, r.Left, r.Unattributed})
	}
	for _, x := range f.eng.Undoable() {
		r := x.Receipt
		d.Remaining = append(d.Remaining, UndoneRemaining{x.Index + 1, r.At, r.By, r.Object, r.ObjectID, r.Summary,
			x.Can, x.Why, r.Unattributed})
	}
	return d
}

// takenBack are the indexes of the receipts that this run took back.
func (f *front) takenBack() []int {
	var out []int
	for i, r := range f.eng.Profile().Receipts {
		if f.began.known && r.Undone != nil && !f.began.undone[i] {
			out = append(out, i)
		}
	}
	return out
}

// answerUndone prints what the run took back, however it ended.
func (f *front) answerUndone() {
	if !f.began.known {
		return // it never came as far as to look
	}
	back := f.takenBack()
	defer f.answerDoubted()
	if len(back) == 0 {
		f.answer("Nothing was taken back.")
		return
	}
	f.answer("Taken back:")
	for _, i := range back {
		r := f.eng.Profile().Receipts[i]
		f.answer("  %d. %s", i+1, r.Summary)
		if r.Left != "" {
			f.answer("     %s", r.Left)
		}
	}
}

// answerDoubted names what still stands and may be somebody else's.
func (f *front) answerDoubted() {
	said := false
	for _, i := range f.eng.Undoable() {
		if i.Doubt == "" {
			continue
		}
		if !said {
			f.answer("Left alone, because it may be somebody else's:")
			said = true
		}
		f.answer("  %d. %s", i.Index+1, i.Receipt.Summary)
		f.answer("     %s", i.Doubt)
	}
}
