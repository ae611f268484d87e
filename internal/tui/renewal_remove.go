package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// removeOld is the last part of a renewal: the old secrets, and which of them
// goes. None is removed before the new one was proven, entered and used, and
// none without being shown.
type removeOld struct {
	d    *deps
	pick ui.Picker
}

func newRemoveOld(d *deps) *removeOld { return &removeOld{d: d} }

var keyRemove = bind("enter", "show its removal", "enter")

func (s *removeOld) ID() string      { return "R04" }
func (s *removeOld) Heading() string { return "Renew the client secret · part 5, remove the old one" }
func (s *removeOld) Keys() []key.Binding {
	if len(s.d.session.Renewal().Old) == 0 {
		return nil
	}
	return []key.Binding{keyRemove, keyRow}
}

// Sensitive are the names of the secrets.
func (s *removeOld) Sensitive() []string { return secretNames(s.d) }

// Return goes on where nothing is left to choose.
func (s *removeOld) Return() tea.Cmd {
	s.pick.At = 0
	if len(s.d.session.Renewal().Old) == 0 {
		return toHome()
	}
	return nil
}

func (s *removeOld) Update(msg tea.Msg) (screen, tea.Cmd) {
	old := s.d.session.Renewal().Old
	if len(old) == 0 || s.pick.Move(msg, keyRow, len(old)) || !press(msg, keyRemove) {
		return s, nil
	}
	o := old[min(s.pick.At, len(old)-1)]
	p, err := s.d.session.PlanRemoveOld(o.Password.KeyID)
	if err != nil {
		return s, fail(err, nil)
	}
	page := newPart(s.d, "", p, part{code: "R04w", heading: "Remove the old secret",
		onward: choice{Title: "Go on", Detail: "back to the renewal", Do: goUp},
		back:   choice{Title: "Back to the old secrets", Do: goUp},
		again:  goUp,
		outcome: func(f frame) string {
			return f.Hang(f.Theme.Good.Render("✓ "), f.Theme.Text,
				"It is gone: Entra no longer lists it, and a copy of it somewhere no longer works.")
		}})
	return s, confirmPlan(s.d, p, func(change.Plan) tea.Cmd { return write(s.d, page) })
}

func (s *removeOld) Body(f frame) page {
	t := f.Theme
	old := s.d.session.Renewal().Old
	if len(old) == 0 {
		return page{Text: f.Hang(t.Good.Render("✓ "), t.Text, "There is no other secret on the registration."),
			Focus: -1}
	}
	head := f.Para(t.Text,
		"A removed secret cannot come back. The first three characters tell which is which: compare them with "+
			"what you noted when the MTP portal was set up. Those that stay end by themselves.", 0)
	var blocks []ui.Block
	for i, o := range old {
		mark, st := f.Mark(i == s.pick.At)
		c := o.Password
		detail := strings.TrimPrefix(oldWords(s.d, o), text.Or(c.DisplayName, "without a name")+", ")
		blocks = append(blocks,
			blockOf(lines(f.Hang(mark, st, text.Or(c.DisplayName, "without a name")), f.Para(t.Muted, detail, 4),
				f.Para(t.Text, o.Why, 4), f.Para(t.Muted, "key id "+c.KeyID, 4)), i))
		if !o.Ours {
			blocks = append(blocks,
				blockOf(f.Hang("    "+t.Look.Render("! "), t.Text,
					"Somebody else made it. Remove it only if you know that nothing else uses it."), -1))
		}
	}
	return page{Text: f.Listed(head, blocks, s.pick.At, f.Height), Focus: -1}
}
