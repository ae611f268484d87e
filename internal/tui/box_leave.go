package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// leaveBox asks before leaving, and only while a write is on its way.
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

func (b *leaveBox) choices() []choice {
	what := "what was sent may still take effect; the next run looks before it writes"
	if _, out := b.answer.(leaveMsg); b.practice && out {
		what = "nothing real is touched; what was practised is forgotten"
	}
	return []choice{
		{Title: "Stay until it is done", Detail: "usually a few seconds", Do: func() tea.Cmd { return nil }},
		{Title: "Leave now", Detail: what, Do: func() tea.Cmd { return tell(b.answer) }},
	}
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
	_, out := b.answer.(leaveMsg)
	if b.practice && out {
		text = "Leaving ends the practice, and the simulated tenant with it. The next practice begins anew."
	}
	return page{Text: f.Para(f.Theme.Text, text, 0),
		Actions: b.menu.view(f, b.choices()), Focus: -1}
}
