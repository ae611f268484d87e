package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/judge"
)

// unclaimedBox asks whether a secret goes that ssowizard made and this computer does
// not use. The MTP portal may live on it, so nothing is planned before it was answered.
type unclaimedBox struct {
	d    *deps
	menu menu
}

func newUnclaimedBox(d *deps) *unclaimedBox { return &unclaimedBox{d: d} }

func (b *unclaimedBox) ID() string          { return "V09" }
func (b *unclaimedBox) Heading() string     { return "Does anybody use this secret?" }
func (b *unclaimedBox) Keys() []key.Binding { return b.menu.keys(b.choices()) }

func (b *unclaimedBox) choices() []choice {
	decide := func(drop bool) func() tea.Cmd {
		return func() tea.Cmd {
			b.d.session.SetDropUnclaimed(drop)
			if !drop {
				return notice("Kept. The next check names it again.")
			}
			return planAndShow(b.d, "23-27")
		}
	}
	return answered(b.d, judge.AskDropUnclaimed, []choice{
		{Title: "Nobody uses it: remove it", Letter: "y", Detail: "one write, shown first", Do: decide(true)},
		{Title: "Keep it", Letter: "n", Detail: "somebody may use it", Do: decide(false)},
	})
}

func (b *unclaimedBox) Update(msg tea.Msg) (screen, tea.Cmd) {
	cmd, taken := b.menu.update(msg, b.choices())
	if taken {
		return nil, cmd
	}
	return b, cmd
}

func (b *unclaimedBox) Body(f frame) page {
	text := judge.AskDropUnclaimed.Why()
	return page{Text: f.Para(f.Theme.Text, text, 0), Actions: b.menu.view(f, b.choices()), Focus: -1}
}
