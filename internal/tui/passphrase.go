package tui

import (
	"context"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/secret"
	"ssowizard/internal/tui/ui"
)

// minPassphrase is the shortest passphrase taken. It guards one secret that can
// be replaced; four words are better than any rule about signs.
const minPassphrase = 12

// passphrase asks twice for the passphrase of the encrypted file, then tries
// the file as a keychain is tried.
type passphrase struct {
	d     *deps
	path  string
	one   *ui.Field
	two   *ui.Field
	again bool // the second one has the keys
}

func newPassphrase(d *deps, path string) *passphrase {
	s := &passphrase{d: d, path: path,
		one: ui.NewField("Passphrase",
			"At least 12 characters; four words that do not belong together are good.", "", 0).Hidden(),
		two: ui.NewField("The same again", "It cannot be recovered. Lost, a new secret is made instead.", "",
			0).Hidden()}
	s.turn(false)
	return s
}

func (s *passphrase) ID() string      { return "S01g" }
func (s *passphrase) PhaseID() string { return s.d.stepOne() }
func (s *passphrase) Heading() string { return "An encrypted file for the client secret" }
func (s *passphrase) Typing() bool    { return true }

func (s *passphrase) Keys() []key.Binding {
	return []key.Binding{bind("enter", "go on", "enter"), bind("tab", "the other field", "tab")}
}

func (s *passphrase) now() *ui.Field {
	if s.again {
		return s.two
	}
	return s.one
}

func (s *passphrase) Update(msg tea.Msg) (screen, tea.Cmd) {
	if m, ok := msg.(probedMsg); ok {
		if m.err != nil {
			return s, fail(m.err, nil)
		}
		return nil, notice("The encrypted file works. The secret will be kept there.")
	}
	switch {
	case press(msg, keyDown), press(msg, keyUp):
		s.turn(!s.again)
		return s, nil
	case press(msg, keyEnter):
		return s, s.next()
	}
	return s, s.now().Update(msg)
}

// turn gives the keys to one of the two fields.
func (s *passphrase) turn(again bool) {
	s.again = again
	s.one.Focus(false)
	s.two.Focus(false)
	s.now().Focus(true)
}

func (s *passphrase) next() tea.Cmd {
	one, two := s.one.Text(), s.two.Text()
	switch {
	case len([]rune(one)) < minPassphrase:
		s.turn(false)
		s.one.Wrong = "It has fewer than 12 characters."
		return nil
	case !s.again:
		s.turn(true)
		return nil
	case one != two:
		s.two.Wrong = "The two are not the same. Both are kept; mend either of them."
		return nil
	}
	file := s.d.file(s.path, secret.New(one))
	return start(job{What: "Trying the encrypted file", Usual: 5 * time.Second,
		Do: func(ctx context.Context, e worker, _ func(change.Note)) tea.Msg {
			e.UseKeychain(file)
			return probedMsg{e.ProbeKeychain(ctx)}
		}})
}

func (s *passphrase) Body(f frame) page {
	t := f.Theme
	where := lines(f.Para(t.Text,
		"The secret is encrypted with your passphrase and written to this file, readable by you only:", 0),
		f.Whole(t.Strong, s.path, 2))
	one, two := s.one.View(f.Frame), s.two.View(f.Frame)
	return page{Text: stack(where, one, two), Focus: -1}
}
