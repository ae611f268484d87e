package tui

import (
	"ssowizard/internal/tui/ui"
)

func stack(blocks ...string) string { return ui.Stack(blocks...) }

func lines(l ...string) string { return ui.Lines(l...) }
