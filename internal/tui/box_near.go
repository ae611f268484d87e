package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/judge"
)

// nearBox asks what becomes of registered addresses that are nearly the wanted
// ones, before a repair of them is planned.
type nearBox struct {
	d    *deps
	menu menu
	then func() tea.Cmd // plans, and shows what it would change
}

func newNearBox(d *deps, then func() tea.Cmd) *nearBox { return &nearBox{d: d, then: then} }

func (b *nearBox) ID() string          { return "V07" }
func (b *nearBox) Heading() string     { return "Nearly the same" }
func (b *nearBox) Keys() []key.Binding { return b.menu.keys(b.choices()) }

func (b *nearBox) choices() []choice {
	decide := func(replace bool) func() tea.Cmd {
		return func() tea.Cmd {
			b.d.session.SetReplaceNear(replace)
			return b.then()
		}
	}
	return answered(b.d, judge.AskReplaceNear, []choice{
		{Title: "Replace them", Letter: "y", Detail: "the right ones take their place; shown first",
			Do: decide(true)},
		{Title: "Keep them", Letter: "n", Detail: "the right ones are added beside them; shown first",
			Do: decide(false)},
	})
}

func (b *nearBox) Update(msg tea.Msg) (screen, tea.Cmd) {
	cmd, taken := b.menu.update(msg, b.choices())
	if taken {
		return nil, cmd
	}
	return b, cmd
}

func (b *nearBox) Body(f frame) page {
	text := "Entra holds addresses that are nearly those of the MTP portal: a capital letter or a slash " +
		"differs. Entra compares every character, so the MTP portal cannot use them. Something else may."
	return page{Text: f.Para(f.Theme.Text, text, 0), Actions: b.menu.view(f, b.choices()), Focus: -1}
}
