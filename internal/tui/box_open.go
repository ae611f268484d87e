package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/judge"
)

// openBox asks who may sign in where Entra lets in assigned people only. That
// may be on purpose, so nothing is planned before it was answered.
type openBox struct {
	d    *deps
	menu menu
}

func newOpenBox(d *deps) *openBox { return &openBox{d: d} }

func (b *openBox) ID() string          { return "V06" }
func (b *openBox) Heading() string     { return "Who may sign in?" }
func (b *openBox) Keys() []key.Binding { return b.menu.keys(b.choices()) }

func (b *openBox) choices() []choice {
	decide := func(everybody bool) func() tea.Cmd {
		return func() tea.Cmd {
			b.d.session.SetOpenToAll(everybody)
			if !everybody {
				return notice("Left as it is. People are assigned in Entra, under \"Enterprise applications\".")
			}
			return planAndShow(b.d, "3-8")
		}
	}
	return answered(b.d, judge.AskOpenToAll, []choice{
		{Title: "Everybody in the company", Letter: "y", Detail: "one write, shown first", Do: decide(true)},
		{Title: "Assigned people only", Letter: "n", Detail: "as it is; you assign them in Entra",
			Do: decide(false)},
	})
}

func (b *openBox) Update(msg tea.Msg) (screen, tea.Cmd) {
	cmd, taken := b.menu.update(msg, b.choices())
	if taken {
		return nil, cmd
	}
	return b, cmd
}

func (b *openBox) Body(f frame) page {
	text := "Entra asks for an assignment: whoever is not assigned to this application is " +
		"refused, also if the " +
		"MTP portal lets them in. Somebody may have chosen that on purpose."
	return page{Text: f.Para(f.Theme.Text, text, 0), Actions: b.menu.view(f, b.choices()), Focus: -1}
}
