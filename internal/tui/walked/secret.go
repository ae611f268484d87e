package walked

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/tui/screen"
)

// A page of the walk that has the kept secret shown: the page knows where it lies, and
// the value is here for as long as somebody looks at it.

var (
	keyReveal = screen.Bind("v", "show it for 30 s", "v")
	keyHide   = screen.Bind("v", "hide it", "v")
)

// reveals begins to show or copy the secret as the page says.
func (s *Page) reveals(e steps.Reveal) tea.Cmd {
	if s.reveal.copied = nil; e.Done != "" {
		s.reveal.copied = func() tea.Cmd { return s.Event(steps.Event{On: e.Done}) }
	}
	s.reveal.hint = nil
	if shows(s.Page()) {
		s.reveal.hint = []key.Binding{keyReveal}
	}
	return s.reveal.fetch(!e.Copy)
}

// shows tells whether the secret can be seen on a page.
func shows(p steps.Page) bool {
	return slices.ContainsFunc(p.Choices, func(c steps.Choice) bool { return c.ID == phases.Show })
}

// revealKey is the key that shows the value, or hides it while it is shown.
func (s *Page) revealKey() key.Binding {
	if s.reveal.Shown(s.D.Now()) {
		return keyHide
	}
	return keyReveal
}

// Reveals tells the key that shows the value.
func (s *Page) Reveals(k tea.KeyPressMsg) bool { return key.Matches(k, keyReveal) && shows(s.Page()) }

// Conceal hides it.
func (s *Page) Conceal() { s.reveal.conceal() }
