package walked

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/secret"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
)

// entry is the input of a page of the walk: what was typed so far, and whether the keys
// go there or to what can be chosen below it.
type entry struct {
	id    steps.ChoiceID
	field *ui.Field
	away  bool // the choices have the keys
}

var keyToChoices = screen.Bind("tab", "the choices", "tab", "down")

// fit follows the input of the page: one that it goes on asking for keeps its text.
func (s *Page) fit(p steps.Page) {
	in := p.Input
	if in == nil || in.Lines != nil { // many lines are a view's
		if s.entry != nil { // the choices have the keys again
			s.menu.Put(p.At)
		}
		s.entry = nil
		return
	}
	if s.entry == nil || s.entry.id != in.ID {
		s.entry = &entry{id: in.ID, field: ui.NewField(in.Label, in.Help, in.Value, in.Most)}
		if in.Hidden {
			s.entry.field.Hidden()
		}
		if in.Veil != nil {
			s.entry.field.Behind(in.Veil)
		}
		s.menu.Put(-1) // Enter gives what is typed
	}
	s.entry.field.Wrong = in.Wrong
}

// Typing tells whether letters are text.
func (s *Page) Typing() bool {
	_, text := s.own.(editor)
	return text || s.entry != nil && !s.entry.away
}

// Leave forgets what was typed unseen, and the secret that was shown.
func (s *Page) Leave() {
	s.reveal.Hide()
	if in := s.Page().Input; in != nil && in.Hidden && s.entry != nil {
		s.entry.field.Set("")
	}
}

// typed answers the keys of an input.
func (s *Page) typed(k tea.KeyPressMsg, p steps.Page, below int) tea.Cmd {
	switch {
	case key.Matches(k, screen.KeyEnter):
		return s.give(p.Input, s.Typed())
	case below > 0 && key.Matches(k, keyToChoices):
		s.turn(true)
		return nil
	}
	return s.entry.field.Update(k)
}

// turn gives the keys to the choices, or back to the input.
func (s *Page) turn(away bool) {
	s.entry.away = away
	s.entry.field.Focus(!away)
	s.pick.At = 0
	if s.menu.Put(0); !away {
		s.menu.Put(-1)
	}
}

// pasted takes a paste into the input; a whole page is given at once, and not shown.
func (s *Page) pasted(m tea.PasteMsg) tea.Cmd {
	if e, text := s.own.(editor); text {
		return e.pasted(s, s.Page(), m)
	}
	in, field := s.Page().Input, s.entry.field
	switch {
	case in.Live:
		return s.changed(m, in)
	case !in.AtOnce:
		return field.Update(m)
	case strings.TrimSpace(m.Content) != "":
		whole := field.Text() + m.Content
		field.Set("")
		return s.give(in, whole)
	case field.Text() != "": // a terminal that plays a paste as keys: it goes on behind it
		field.Set(field.Text() + " ")
	}
	return nil
}

// give hands the text to the page, unless something is wrong with it.
func (s *Page) give(in *steps.Input, given string) tea.Cmd {
	if !in.Hidden {
		given = strings.TrimSpace(given)
	}
	if err := in.Wants(given); err != nil {
		s.entry.field.Wrong = text.Sentence(err.Error())
		return nil
	}
	if !in.Hidden {
		return s.Event(steps.Event{On: in.ID, Arg: given})
	}
	s.entry.field.Set("") // it is taken or refused, and stays nowhere else
	return s.Event(steps.Event{On: in.ID, Typed: secret.New(given)})
}

// typedKeys are the keys of an input for the footer.
func typedKeys(in *steps.Input, below int) []key.Binding {
	out := []key.Binding{screen.Bind("enter", text.Or(in.Enter, "take it"), "enter")}
	if below > 0 {
		out = append(out, keyToChoices)
	}
	return out
}

// Typed is the text of the input as it is now; "" where nothing is asked for.
func (s *Page) Typed() string {
	if s.entry == nil {
		return ""
	}
	return s.entry.field.Text()
}
