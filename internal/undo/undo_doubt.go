package undo

import (
	"fmt"

	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
)

// Doubted is the same as a finding of the plan.
func (i Item) Doubted() []setup.Finding {
	if i.Doubt == "" {
		return nil
	}
	return []setup.Finding{{Code: setup.CodeNotAttributed, Variant: "planned", Level: setup.LevelUnknown,
		Subject: receiptNo(i), Args: messages.With("receipt", i.Receipt.Summary, "doubt", i.Doubt)}}
}

// LeftAlone is what is said of a receipt that may be of somebody else's work, where
// nobody is there to decide about it.
func (i Item) LeftAlone() setup.Finding {
	return setup.Finding{Code: setup.CodeNotAttributed, Level: setup.LevelUnknown, Subject: receiptNo(i),
		Args: messages.With("receipt", i.Receipt.Summary, "doubt", i.Doubt)}
}

func receiptNo(i Item) string { return fmt.Sprintf("receipt %d", i.Index+1) }
