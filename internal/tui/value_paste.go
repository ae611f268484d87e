package tui

import (
	"context"
	"errors"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/engine"
	"ssowizard/internal/tui/ui"
)

// valuePaste takes the value of a client secret that was made by hand in the
// portal. It is masked, goes to where secrets are kept and nowhere else, and is
// proven next: a token needs both ids and the value, and nobody's sign-in.
type valuePaste struct {
	d     *deps
	value *ui.Field
}

func newValuePaste(d *deps) *valuePaste {
	hint := "The column \"Value\" of \"Certificates & secrets\". Entra shows it once, right after it was made."
	return &valuePaste{d: d, value: ui.NewField(secretName(), hint, "", 0).Hidden()}
}

func (s *valuePaste) ID() string      { return "S28v" }
func (s *valuePaste) PhaseID() string { return proofPhase }
func (s *valuePaste) Heading() string { return "Step 28 · The value that you made" }
func (s *valuePaste) Typing() bool    { return true }

func (s *valuePaste) Keys() []key.Binding {
	return []key.Binding{bind("enter", "keep it and prove it", "enter")}
}

// Leave forgets what was typed.
func (s *valuePaste) Leave() { s.value.Set("") }

func (s *valuePaste) Update(msg tea.Msg) (screen, tea.Cmd) {
	if !press(msg, keyEnter) {
		return s, s.value.Update(msg)
	}
	text := s.value.Text()
	s.value.Set("") // it is taken or refused, and stays nowhere else
	return s, keepOr(func(ctx context.Context, w worker) error { return w.KeepByHand(ctx, text) },
		func() tea.Cmd { return toPhase(proofPhase) },
		func(err error) tea.Cmd {
			if no := (*engine.ValueError)(nil); errors.As(err, &no) {
				s.value.Wrong = sentence(err) + " It was not kept."
				return nil
			}
			return fail(err, nil)
		})
}

func (s *valuePaste) Body(f frame) page {
	t := f.Theme
	return page{Text: stack(
		f.Para(t.Text, "The value is kept in "+keeperName(f.State.Snapshot)+", and tried three times as "+
			"the MTP portal "+
			"will use it. Nobody has to sign in for that.", 0),
		s.value.View(f.Frame),
		f.Para(t.Muted, "It is never shown, written to a log or sent anywhere but to Microsoft's "+
			"sign-in service.", 0)),
		Focus: -1}
}
