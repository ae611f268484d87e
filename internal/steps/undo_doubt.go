package steps

import "fmt"

// doubt says why nobody knows whose work a receipt tells of; "" where it is this
// program's.
func (rec Receipt) doubt() string {
	switch {
	case !rec.Unattributed:
		return ""
	case rec.Taking != nil:
		return "This program began to take this back and was stopped. " +
			"Whether it is there since, or somebody else wrote it again, is not known."
	}
	return "This program began this write and was stopped. Whether it or somebody else made it is not known."
}

// doubted is the same as a finding of the plan.
func (i UndoItem) doubted() []Finding {
	if i.Doubt == "" {
		return nil
	}
	f := i.LeftAlone()
	f.Remedy = "Ask your colleagues. Say yes only if nobody else needs it."
	return []Finding{f}
}

// LeftAlone is what is said of a receipt that may be of somebody else's work, where
// nobody is there to decide about it.
func (i UndoItem) LeftAlone() Finding {
	return Finding{Code: CodeNotAttributed, Level: LevelUnknown, Subject: fmt.Sprintf("receipt %d", i.Index+1),
		Want: "made by this program", Got: "not known", Text: i.Receipt.Summary + ". " + i.Doubt,
		Remedy: "Ask your colleagues. If nobody else needs it, run ssowizard undo without --no-input " +
			"and take it back on its own."}
}
