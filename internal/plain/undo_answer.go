package plain

import (
	"ssowizard/internal/document"
	"ssowizard/internal/setup"
	"ssowizard/internal/undo"
)

// refuse notes that a receipt is not taken back, and says so as a finding.
func (f *front) refuse(i undo.Item, why, do string) setup.Finding {
	f.refused = append(f.refused, document.Refusal{Number: i.Index + 1, Summary: i.Receipt.Summary, Why: why})
	return notBack(i, why, do)
}

// answerUndone prints what the run took back, however it ended.
func (f *front) answerUndone() {
	if !f.began.Known() {
		return // it never came as far as to look
	}
	p := f.eng.Profile()
	back := f.began.TakenBack(p)
	defer f.answerDoubted()
	if len(back) == 0 {
		f.Answer("Nothing was taken back.")
		return
	}
	f.Answer("Taken back:")
	for _, i := range back {
		f.Answer("  %d. %s", i+1, p.Receipts[i].Summary)
		if left := p.Receipts[i].Left; left != "" {
			f.Answer("     %s", left)
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
			f.Answer("Left alone, because it may be somebody else's:")
			said = true
		}
		f.Answer("  %d. %s", i.Index+1, i.Receipt.Summary)
		f.Answer("     %s", i.Doubt)
	}
}
