package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/mtp"
)

// enteredBox asks, when the list of steps 10–11 is taken, whether the rest of
// these steps is done in the MTP portal as well. Only a person knows, so neither
// answer is chosen beforehand.
type enteredBox struct {
	yes, notYet func() tea.Cmd
	menu        menu
}

func (b *enteredBox) ID() string          { return "S10q" }
func (b *enteredBox) Heading() string     { return "Steps 10–11 · The rest of them" }
func (b *enteredBox) Keys() []key.Binding { return b.menu.keys(b.choices()) }

func (b *enteredBox) choices() []choice {
	return []choice{
		{Title: "Yes, type and both ids are entered", Letter: "y", Word: true,
			Detail: "noted with the date; only you can know", Do: b.yes},
		{Title: "Not yet, just keep the list", Letter: "n", Detail: "back to steps 10–11", Do: b.notYet},
	}
}

func (b *enteredBox) Update(msg tea.Msg) (screen, tea.Cmd) {
	cmd, taken := b.menu.update(msg, b.choices())
	if taken {
		return nil, cmd
	}
	return b, cmd
}

func (b *enteredBox) Body(f frame) page {
	text := "The list is good. Are the type \"Microsoft\", " + quoted(mtp.FieldClientID) + " and " +
		quoted(mtp.FieldTenantID) + " entered in the MTP portal too?"
	return page{Text: f.Para(f.Theme.Text, text, 0), Actions: b.menu.view(f, b.choices()), Focus: -1}
}
