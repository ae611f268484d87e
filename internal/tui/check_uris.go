package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
)

// checkURIs is the drawing of the page that asks for the MTP portal's list in a check:
// the list is taken at once, as in step 11, and the page says how it goes on without.
type checkURIs struct {
	*uriPaste
	page *walked
}

func newCheckURIs(d *deps) *checkURIs {
	return &checkURIs{newURIPaste(d), newWalked(d, steps.PageURIs, nil)}
}

var keyWithout = bind("k", "go on without the list", "k")

func (s *checkURIs) ID() string      { return s.page.ID() }
func (s *checkURIs) Heading() string { return s.page.Heading() }

// PhaseID is none: a check has its own list of steps.
func (s *checkURIs) PhaseID() string { return s.page.PhaseID() }

func (s *checkURIs) empty() bool { return s.raw == "" && s.edit == nil }

func (s *checkURIs) Keys() []key.Binding {
	if s.empty() {
		return append([]key.Binding{keyWithout}, s.uriPaste.Keys()...)
	}
	return s.uriPaste.Keys()
}

func (s *checkURIs) Update(msg tea.Msg) (screen, tea.Cmd) {
	if s.empty() && press(msg, keyWithout) {
		return s, s.page.event(steps.Event{On: "without"})
	}
	_, cmd := s.uriPaste.Update(msg)
	return s, cmd
}

func (s *checkURIs) Body(f frame) page {
	p := s.uriPaste.Body(f)
	if s.empty() {
		p.Actions = f.Hang(f.Theme.Key.Render("k  "), f.Theme.Text,
			"No list at hand? The rest is checked all the same.")
	}
	return p
}
