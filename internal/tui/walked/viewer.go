package walked

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/views"
)

// viewer draws a page that has a drawing of its own. What it remembers is of the drawing
// alone: which row the cursor is on, and the like.
type viewer interface {
	body(s *Page, f views.Frame, p steps.Page) screen.Drawn
	keys(p steps.Page) []key.Binding
	key(s *Page, p steps.Page, k tea.KeyPressMsg) tea.Cmd
	update(msg tea.Msg) (cmd tea.Cmd, mine bool) // of what it has asked for
}

// editor is a viewer that takes a text by itself: every letter, and pastes whole.
type editor interface {
	editing() bool // Esc ends it, and is no way back
	pasted(s *Page, p steps.Page, m tea.PasteMsg) tea.Cmd
}

var viewers = map[steps.View]func() viewer{
	phases.ViewBoard:  func() viewer { return &boardView{at: -1} },
	phases.ViewPaste:  func() viewer { return &pasteView{} },
	phases.ViewPortal: func() viewer { return &portalView{} },
}
