package tui

import (
	"context"
	"errors"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/secret"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/vault"
)

// unlock asks for the passphrase of the encrypted file that the profile's
// secret lies in, where this run looks elsewhere. Left without an answer, what
// needs the secret stays "could not check".
type unlock struct {
	d      *deps
	path   string
	phrase *ui.Field
	then   func() tea.Cmd // what the secret is needed for; nil: nothing but reading again
}

var keyUnlock = bind("u", "unlock the file", "u")

func newUnlock(d *deps, then func() tea.Cmd) *unlock {
	path, _ := d.session.LockedFile()
	return &unlock{d: d, path: path, then: then,
		phrase: ui.NewField("Passphrase",
			"The one that was chosen when the file was made. Esc goes back; the secret is then not tried.", "",
			0).Hidden()}
}

func (s *unlock) ID() string      { return s.d.code("S01h") }
func (s *unlock) Heading() string { return "The encrypted file with the client secret" }
func (s *unlock) Typing() bool    { return true }
func (s *unlock) Keys() []key.Binding {
	return []key.Binding{bind("enter", "open the file", "enter")}
}

// Sensitive is where the file lies: its folder may be named after somebody.
func (s *unlock) Sensitive() []string { return []string{s.path} }

type unlockedMsg struct{ err error }

func (s *unlock) Update(msg tea.Msg) (screen, tea.Cmd) {
	if m, ok := msg.(unlockedMsg); ok {
		return s.opened(m.err)
	}
	if press(msg, keyEnter) {
		return s, s.open()
	}
	return s, s.phrase.Update(msg)
}

func (s *unlock) open() tea.Cmd {
	if s.phrase.Text() == "" {
		s.phrase.Wrong = "Type the passphrase first, or go back with Esc."
		return nil
	}
	file := s.d.file(s.path, secret.New(s.phrase.Text()))
	return start(job{What: "Opening the encrypted file", Usual: 5 * time.Second,
		Do: func(ctx context.Context, e worker, _ func(change.Note)) tea.Msg {
			err := e.OpenFile(ctx, file)
			if err == nil && e.SignedIn() {
				_, err = e.Observe(ctx) // what could not be tried before is tried now
			}
			return unlockedMsg{err}
		}})
}

func (s *unlock) opened(err error) (screen, tea.Cmd) {
	switch {
	case errors.Is(err, vault.ErrPassphrase):
		s.phrase.Set("")
		s.phrase.Wrong = "This passphrase does not open the file. The file was not touched; type it again."
		return s, nil
	case err != nil:
		return s, fail(err, nil)
	case s.then != nil:
		return nil, s.then()
	}
	return nil, notice("The file is open for this run, and the secret was tried.")
}

func (s *unlock) Body(f frame) page {
	t := f.Theme
	return page{Text: stack(
		lines(f.Para(t.Text, "The client secret lies in this file, and only its passphrase opens it:", 0),
			f.Whole(t.Strong, s.path, 2)),
		s.phrase.View(f.Frame),
		f.Para(t.Muted, "The passphrase is kept in memory and ends with this program. A new secret of this run "+
			"goes into the same file.", 0)), Focus: -1}
}
