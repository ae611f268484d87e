package tui

import (
	"context"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/tui/ui"
)

// lifeBox asks how long the next secret is to live, with the reasons for a long life
// and for a short one. It comes before the plan, which shows what was chosen.
type lifeBox struct {
	d    *deps
	menu menu
}

// newLifeBox puts the cursor on what is chosen now.
func newLifeBox(d *deps) *lifeBox {
	at := slices.Index(change.Lifetimes(), d.session.Profile().Wanted.Months())
	return &lifeBox{d: d, menu: menu{ui.Begin(max(at, 0))}}
}

func (b *lifeBox) ID() string          { return "S23l" }
func (b *lifeBox) Heading() string     { return "How long shall the secret live?" }
func (b *lifeBox) Keys() []key.Binding { return b.menu.keys(b.choices()) }

func (b *lifeBox) choices() []choice {
	var out []choice
	for i, n := range change.Lifetimes() {
		title, means := change.LifetimeWords(n)
		out = append(out, choice{Title: title, Letter: itoa(i + 1), Detail: means, Do: func() tea.Cmd {
			return keep(func(_ context.Context, w worker) error { return w.SetSecretMonths(n) },
				func() tea.Cmd { return notice("The next secret lives " + title + ", unless a policy allows less.") })
		}})
	}
	return out
}

func (b *lifeBox) Update(msg tea.Msg) (screen, tea.Cmd) {
	cmd, taken := b.menu.update(msg, b.choices())
	if taken {
		return nil, cmd
	}
	return b, cmd
}

func (b *lifeBox) Body(f frame) page {
	return page{Text: f.Para(f.Theme.Text, change.LifetimeReasons, 0), Actions: b.menu.view(f, b.choices()),
		Focus: -1}
}

// anotherLife leads to the question from a page that makes a secret; back puts that
// page's cursor where it was to be.
func anotherLife(d *deps, back func() tea.Cmd) choice {
	title, _ := change.LifetimeWords(d.session.Profile().Wanted.Months())
	return choice{Title: "Another lifetime", Letter: "m", Detail: "now " + title, Do: func() tea.Cmd {
		return tea.Batch(back(), over(newLifeBox(d)))
	}}
}
