package tui

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/mtp"
	"ssowizard/internal/paste"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// uriPaste takes the 12 redirect URIs of step 11, in whatever shape they were
// copied, whole or piece by piece. It shows at once what was read, what was
// left out and why, and what is wrong with the list. A newline in a paste is
// never Enter; only a list without failures can be taken.
type uriPaste struct {
	d        *deps
	raw      string // all that was pasted or typed
	parsed   paste.Parsed
	problems []mtp.Problem
	edit     *ui.Area // not nil while the text is edited
	examples bool     // the list is the practice tenant's
	given    bool     // the list was there before this page; a paste replaces it
	wrong    mtp.Problem
	top      int // first line in view
}

const (
	pasteMost = 512 << 10 // bytes of pasted text that are kept
	editMost  = 8 << 10   // more than this is not edited letter by letter
)

func newURIPaste(d *deps) *uriPaste {
	s := &uriPaste{d: d}
	if p := d.session.Profile(); len(p.Wanted.URIs) > 0 {
		s.set(strings.Join(p.Wanted.URIs, "\n"))
	} else if d.cfg.List != "" {
		s.set(d.cfg.List)
	} else if len(d.cfg.URIs) > 0 {
		s.set(strings.Join(d.cfg.URIs, "\n"))
	}
	s.given = s.raw != ""
	return s
}

func (s *uriPaste) ID() string      { return phaseOf(accountPhase).Screen() + "v" }
func (s *uriPaste) Heading() string { return "Step 11 · The 12 redirect URIs" }
func (s *uriPaste) PhaseID() string { return accountPhase }

// Typing is always true: a paste must arrive here whole, also in a terminal
// that does not mark pastes.
func (s *uriPaste) Typing() bool { return true }

// Escapes keeps Esc while the text is edited; it ends the editing.
func (s *uriPaste) Escapes() bool { return s.edit != nil }

// Sensitive are the addresses, which hold the partner's subdomain.
func (s *uriPaste) Sensitive() []string { return withHost(s.parsed.URIs...) }

var (
	keyTake     = bind("enter", "take the list", "enter")
	keyExamples = bind("enter", "put in examples (practice)", "enter")
	keyEdit     = bind("e", "edit the text", "e")
	keyClear    = bind("ctrl+u", "start over", "ctrl+u")
	keyEditDone = bind("tab", "read the list", "tab", "esc")
	keyLines    = bind("↑↓", "scroll", "up", "down", "pgup", "pgdown")
)

func (s *uriPaste) Keys() []key.Binding {
	switch {
	case s.edit != nil:
		return []key.Binding{keyEditDone, ui.CutLine, keyClear}
	case s.raw == "" && s.d.practice != nil:
		return []key.Binding{keyExamples}
	case s.raw == "":
		return nil
	case s.good():
		return []key.Binding{s.takeKey(), keyEdit, keyClear, keyLines}
	}
	return []key.Binding{keyEdit, keyClear, keyLines}
}

// takeKey is Enter, with what it does here.
func (s *uriPaste) takeKey() key.Binding {
	if s.d.task != nil {
		return bind("enter", "compare with Entra", "enter")
	}
	return keyTake
}

// set reads a text anew.
func (s *uriPaste) set(raw string) {
	s.raw, s.wrong, s.given, s.top = raw, mtp.Problem{}, false, 0
	s.parsed = paste.ParseURIs(raw)
	s.problems = nil
	if len(s.parsed.URIs) > 0 {
		s.problems = mtp.Judge(s.parsed.URIs)
	}
	s.examples = s.d.practice != nil && strings.Join(s.parsed.URIs, "\n") == strings.Join(s.d.practice.URIs,
		"\n")
}

// good tells whether the list can be taken.
func (s *uriPaste) good() bool { return len(s.parsed.URIs) > 0 && !failing(s.problems) }

func (s *uriPaste) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch m := msg.(type) {
	case tea.PasteMsg:
		s.pasted(m)
		return s, nil
	case tea.KeyPressMsg:
		if s.edit != nil {
			s.editKey(m)
			return s, nil
		}
		return s, s.key(m)
	}
	return s, nil
}

// pasted adds a paste to what is there, since the portal's list may be copied
// piece by piece. A whole list takes the place of what is there, and anything
// takes the place of a list that was whole before. While the text is edited a
// paste goes where the cursor is, and ends the editing where it is too much.
func (s *uriPaste) pasted(m tea.PasteMsg) {
	// A secret pasted here by mistake is not kept and not shown.
	if p, no := mtp.Misplaced(mtp.FieldRedirectURIs, m.Content); no {
		s.wrong = p
		return
	}
	if s.edit != nil && len(s.raw)+len(m.Content) <= editMost {
		s.edit.Update(m)
		s.set(s.edit.String())
		return
	}
	if s.edit = nil; strings.TrimSpace(m.Content) == "" {
		return
	}
	text := m.Content[:min(len(m.Content), pasteMost)]
	if s.given || s.good() || complete(text) {
		s.set(text)
		return
	}
	raw := s.raw
	if len(raw)+len(text) > pasteMost {
		raw = strings.Join(s.parsed.URIs, "\n")
	}
	if raw != "" && !strings.HasSuffix(raw, "\n") {
		raw += "\n"
	}
	s.set(raw + text)
}

// complete tells whether a text alone holds a list that can be taken.
func complete(text string) bool {
	p := paste.ParseURIs(text)
	return len(p.URIs) > 0 && !failing(mtp.Judge(p.URIs))
}

func failing(list []mtp.Problem) bool {
	for _, p := range list {
		if p.Level == mtp.Fail {
			return true
		}
	}
	return false
}

// scrollSteps are the keys that move the text, in lines.
var scrollSteps = map[string]int{"up": -1, "down": 1, "pgup": -8, "pgdown": 8}

func (s *uriPaste) key(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(k, keyTake):
		return s.enter()
	case key.Matches(k, keyClear):
		s.set("")
	case scrollSteps[k.String()] != 0:
		s.scroll(scrollSteps[k.String()])
	case key.Matches(k, keyEdit) && s.raw != "":
		s.edit = ui.NewArea(s.editable())
	case k.Text != "" && k.Text != " ":
		// Somebody types, or the terminal does not mark its pastes.
		text := s.editable()
		if text != "" && !strings.HasSuffix(text, "\n") {
			text += "\n"
		}
		s.edit = ui.NewArea(text)
		s.editKey(k)
	}
	return nil
}

// editable is the text to be edited: what was pasted, or the addresses read
// from it where it was a whole page.
func (s *uriPaste) editable() string {
	if len(s.raw) <= editMost {
		return s.raw
	}
	return strings.Join(s.parsed.URIs, "\n") + "\n"
}

func (s *uriPaste) editKey(k tea.KeyPressMsg) {
	switch {
	case key.Matches(k, keyEditDone):
		s.edit = nil
		return
	case key.Matches(k, keyClear):
		s.edit = ui.NewArea("")
	default:
		s.edit.Update(k)
	}
	s.set(s.edit.String())
}

// enter takes a good list; in practice, on an empty page, it puts the examples
// in; otherwise it says what is in the way.
func (s *uriPaste) enter() tea.Cmd {
	switch {
	case s.raw == "" && s.d.practice != nil:
		s.set(strings.Join(s.d.practice.URIs, "\n"))
		return nil
	case s.raw == "":
		return notice("Nothing was pasted yet.")
	case !s.good():
		return notice("Not taken yet: what is in the way is marked ✗.")
	}
	return s.take()
}

// take keeps the list. In the setup it asks first what else is entered in the MTP
// portal: that is a person's word, and is kept only where it was given. A check
// asks nothing and notes nothing: it compares.
func (s *uriPaste) take() tea.Cmd {
	uris, note := s.parsed.URIs, text.Count(len(s.parsed.URIs), "redirect URI")+" pasted"
	if s.examples {
		note = "example addresses of the practice tenant"
	}
	if s.d.task != nil {
		return keepURIs(uris, toHome)
	}
	return over(&enteredBox{yes: func() tea.Cmd {
		return keep(func(_ context.Context, w worker) error {
			if _, err := w.SetURIs(uris); err != nil {
				return err
			}
			return w.Confirm(accountPhase, note)
		}, toNext)
	}, notYet: func() tea.Cmd { return keepURIs(uris, func() tea.Cmd { return toPhase(accountPhase) }) }})
}

// keepURIs keeps the list and says nothing of the MTP portal.
func keepURIs(uris []string, then func() tea.Cmd) tea.Cmd {
	return keep(func(_ context.Context, w worker) error {
		_, err := w.SetURIs(uris)
		return err
	}, then)
}
