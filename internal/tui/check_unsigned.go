package tui

import (
	"context"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
)

// unsigned is a check in which nobody signs in: the kept secret is tried, and the
// report says of the rest that it was not looked at.
type unsigned struct{ d *deps }

func newUnsigned(d *deps) *unsigned { return &unsigned{d} }

func (s *unsigned) ID() string      { return s.d.code("S01h") }
func (s *unsigned) Heading() string { return s.d.titled("", "without a sign-in") }
func (s *unsigned) Keys() []key.Binding {
	return []key.Binding{bind("enter", "try again", "enter")}
}

// triedMsg says that the kept secret was tried.
type triedMsg struct{}

// Start tries it. What came of it is in the snapshot.
func (s *unsigned) Start() tea.Cmd {
	return start(job{What: "Trying the kept secret", Usual: 3 * time.Second,
		Do: func(ctx context.Context, e worker, _ func(change.Note)) tea.Msg {
			_, _ = e.TrySecret(ctx)
			return triedMsg{}
		}})
}

func (s *unsigned) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case triedMsg:
		s.d.task.WithoutURIs = true // Entra's list is not read, so there is nothing to compare with
		return s, toHome()
	case tea.KeyPressMsg:
		if key.Matches(msg, keyEnter) {
			return s, s.Start()
		}
	}
	return s, nil
}

func (s *unsigned) Body(f frame) page {
	return page{Text: f.Para(f.Theme.Text,
		"Nobody signs in, so only the kept secret is tried: whether a token can be obtained with "+
			"it, whether that "+
			"carries the role, and whether one user can be read.", 0), Focus: -1}
}
