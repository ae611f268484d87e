package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// checkURIs takes the MTP portal's list in a check. It is the page of step 11,
// with a way on without the list.
type checkURIs struct{ *uriPaste }

func newCheckURIs(d *deps) *checkURIs { return &checkURIs{newURIPaste(d)} }

var keyWithout = bind("k", "go on without the list", "k")

func (s *checkURIs) ID() string      { return "V03" }
func (s *checkURIs) Heading() string { return s.d.task.Title + " · the 12 redirect URIs" }

// StageID is none: a check has its own list of steps.
func (s *checkURIs) PhaseID() string { return "" }

func (s *checkURIs) Keys() []key.Binding {
	if s.raw == "" && s.edit == nil {
		return append([]key.Binding{keyWithout}, s.uriPaste.Keys()...)
	}
	return s.uriPaste.Keys()
}

func (s *checkURIs) Update(msg tea.Msg) (screen, tea.Cmd) {
	if s.raw == "" && s.edit == nil && press(msg, keyWithout) {
		s.d.task.WithoutURIs = true
		return s, toHome()
	}
	_, cmd := s.uriPaste.Update(msg)
	return s, cmd
}

func (s *checkURIs) Body(f frame) page {
	p := s.uriPaste.Body(f)
	if s.raw == "" && s.edit == nil {
		p.Actions = f.Hang(f.Theme.Key.Render("k  "), f.Theme.Text,
			"No list at hand? The rest is checked all the same.")
	}
	return p
}
