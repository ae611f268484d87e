package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

// realBox stands between practice and a page of the real world.
type realBox struct {
	url  string
	menu screen.Menu
}

func newRealBox(url string) *realBox { return &realBox{url: url} }

func (b *realBox) ID() string          { return "H" }
func (b *realBox) Heading() string     { return "This page is no part of practice" }
func (b *realBox) Keys() []key.Binding { return b.menu.Keys(b.choices()) }

func (b *realBox) choices() []screen.Choice {
	return []screen.Choice{
		{Title: "Back to practice", Letter: "b", Detail: "nothing is opened", Do: func() tea.Cmd {
			return nil
		}},
		{Title: "Open the real page", Letter: "o", Detail: "to see what it looks like",
			Do: func() tea.Cmd { return screen.Tell(screen.OpenMsg{URL: b.url, Real: true}) }},
	}
}

func (b *realBox) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	cmd, taken := b.menu.Update(msg, b.choices())
	if taken {
		return nil, cmd
	}
	return b, cmd
}

func (b *realBox) Body(f views.Frame) screen.Drawn {
	t := f.Theme
	return screen.Drawn{Text: ui.Stack(
		f.Whole(t.Link, b.url, 0),
		f.Para(t.Text, "It is a real one, of a real company. The simulated company is not there, "+
			"and what you change there is changed for real.", 0)),
		Actions: b.menu.View(f, b.choices()), Focus: -1}
}
