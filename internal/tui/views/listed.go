package views

import (
	"ssowizard/internal/tui/ui"
)

// Listed is a piece of a list; row is -1 for what cannot be chosen.
func Listed(text string, row int) ui.Block { return ui.Block{Text: text, Row: row} }
