package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// leaveBox asks before leaving the program or only the page, and only while a
// write is on its way.
type leaveBox struct {
	answer   tea.Msg // sent after a yes
	practice bool    // nothing is kept for a next run
	menu     menu
}

func newLeave(answer tea.Msg, practice bool) *leaveBox {
	return &leaveBox{answer: answer, practice: practice}
}

func (b *leaveBox) ID() string          { return "L" }
func (b *leaveBox) Heading() string     { return "A write is on its way" }
func (b *leaveBox) Keys() []key.Binding { return b.menu.keys(b.choices()) }

// out tells leaving the program from going one page back.
func (b *leaveBox) out() bool { _, out := b.answer.(leaveMsg); return out }

func (b *leaveBox) choices() []choice {
	stay := choice{Title: "Stay until it is done", Detail: "usually a few seconds", Do: func() tea.Cmd { return nil }}
	leave := choice{Title: "Leave now", Detail: "what was sent may still take effect; the next run looks before it writes", Do: func() tea.Cmd { return tell(b.answer) }}
	switch {
	case !b.out():
		leave.Title, leave.Detail = "Go back now", "the program goes on"
	case b.practice:
		leave.Detail = "nothing real is touched; what was practiced is forgotten"
	}
	return []choice{stay, leave}
}

func (b *leaveBox) Update(msg tea.Msg) (screen, tea.Cmd) {
	cmd, taken := b.menu.update(msg, b.choices())
	if taken {
		return nil, cmd
	}
	return b, cmd
}

func (b *leaveBox) Body(f frame) page {
	text := "Leaving in the middle loses nothing: the next run reads what the tenant holds and goes on from there. It is tidier to wait for the answer."
	switch {
	case !b.out():
		text = "Going back now stops waiting for the answer. What was sent may still take effect; it is read again before anything else is written."
	case b.practice:
		text = "Leaving ends the practice, and the simulated tenant with it. The next practice begins anew."
	}
	return page{Text: f.Para(f.Theme.Text, text, 0),
		Actions: b.menu.view(f, b.choices()), Focus: -1}
}
