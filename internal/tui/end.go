package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// end is where the walk stands when no step is open: what holds, and what is
// left for a person.
type end struct {
	d    *deps
	menu menu
}

func newEnd(d *deps) *end { return &end{d: d} }

func (s *end) ID() string          { return "S99" }
func (s *end) Heading() string     { return "Where it stands" }
func (s *end) Keys() []key.Binding { return s.menu.keys(s.choices()) }

func (s *end) choices() []choice {
	return []choice{
		{Title: "Leave", Detail: "a summary stays in your shell", Do: func() tea.Cmd { return tell(leaveMsg{}) }},
		{Title: "See all steps", Detail: "and go to one of them", Do: func() tea.Cmd { return over(newGoTo(s.d, "")) }},
	}
}

func (s *end) Update(msg tea.Msg) (screen, tea.Cmd) {
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *end) Body(f frame) page {
	t := f.Theme
	left := s.d.engine.Left()
	text := f.Hang(t.Good.Render("✓ "), t.Text, "Every step is settled.")
	if len(left) > 0 {
		text = lines(text, "", t.Strong.Render("Left for a person"))
		for _, l := range left {
			text = lines(text, f.Hang("  · ", t.Text, l))
		}
	}
	return page{Text: text, Actions: s.menu.view(f, s.choices()), Focus: -1}
}
