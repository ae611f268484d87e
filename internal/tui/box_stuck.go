package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/text"
)

// stuckBox asks what the browser shows while a sign-in is waited for, and says
// of each page what it means here and which ways lead on. The wait goes on
// behind it.
type stuckBox struct {
	d    *deps
	then string
	page *engine.BrowserPage // nil: they are listed
	told bool                // it began with that page
	menu menu
}

func newStuck(d *deps, then string) *stuckBox { return &stuckBox{d: d, then: then} }

// newStuckAt begins with a page that is known.
func newStuckAt(d *deps, then string, p engine.BrowserPage) *stuckBox {
	return &stuckBox{d: d, then: then, page: &p, told: true}
}

func (b *stuckBox) ID() string { return b.d.code("S01w") }
func (b *stuckBox) Heading() string {
	if b.page != nil {
		return "What the browser shows"
	}
	return "What does the browser show?"
}
func (b *stuckBox) Keys() []key.Binding { return b.menu.keys(b.choices()) }
func (b *stuckBox) Escapes() bool       { return b.page != nil && !b.told }

func (b *stuckBox) choices() []choice {
	if b.page != nil {
		return waysOn(b.d, b.then, b.page.Ways)
	}
	var out []choice
	for _, p := range b.d.session.BrowserPages() {
		out = append(out, choice{Title: p.Shows, Do: func() tea.Cmd {
			b.page, b.menu = &p, menu{}
			return nil
		}})
	}
	return out
}

func (b *stuckBox) Update(msg tea.Msg) (screen, tea.Cmd) {
	if b.Escapes() && press(msg, keyBack) {
		b.page, b.menu = nil, menu{}
		return b, nil
	}
	listed := b.page == nil
	cmd, taken := b.menu.update(msg, b.choices())
	if taken && !listed {
		return nil, cmd
	}
	return b, cmd
}

func (b *stuckBox) Body(f frame) page {
	t := f.Theme
	if b.page == nil {
		return page{Text: b.menu.view(f, b.choices()), Focus: -1}
	}
	text := stack(f.Para(t.Strong, "The browser shows: "+b.page.Shows, 0), f.Para(t.Text, b.page.Means, 0),
		f.Hang(t.Muted.Render("What to do  "), t.Text, b.page.Do))
	return page{Text: text, Actions: b.menu.view(f, b.choices()), Focus: -1}
}

// withoutSignIn goes on where nobody signs in: the walk by hand, or a check of what
// needs no sign-in.
func withoutSignIn(d *deps) tea.Cmd {
	if d.task != nil {
		return push(newUnsigned(d))
	}
	return walkByHand(d, push)
}

// signInFor says what the sign-in that begins is for.
func signInFor(d *deps, name bool) {
	if name {
		d.session.SignInFor(change.ForName)
		return
	}
	d.session.SignInAgain()
}

// arrived goes on from a sign-in that has passed.
func arrived(d *deps, then string, name bool) tea.Cmd {
	if name {
		return replace(newRoleSeen(d, then))
	}
	return replace(newReading(d, then))
}

// stuckLine names the keys that lead on from a page that stops the sign-in. Once it
// has been waited for longer than a sign-in takes, the line says so and stands out.
func stuckLine(f frame, keys string) string {
	t := f.Theme
	if f.Work == nil || f.Now.Sub(f.Work.Started) < engine.StuckAfter {
		return f.Para(t.Muted, keys, 0)
	}
	return f.Hang(t.Look.Render(" !  "), t.Text, engine.StuckBegins+" "+keys)
}

// played does in practice what a person does in the browser. What stops them
// there is a page; it is shown as one.
func played(d *deps, then string, do func() error, said string) tea.Cmd {
	e := d.session.session // the command runs beside Update, which alone reads what is known
	return func() tea.Msg {
		err := do()
		if p, ok := e.BrowserPage(engine.PageOf(err)); ok {
			return overMsg{newStuckAt(d, then, p)}
		}
		return aside(func() error { return err }, said)()
	}
}

// waysOn are the ways on as a menu.
func waysOn(d *deps, then string, ways []engine.WayOn) []choice { return inOrder(d, then, ways) }

func wayChoice(d *deps, then string, w engine.WayOn) choice {
	c := choice{Title: w.Title, Detail: w.Detail, Through: w.ID,
		Do: func() tea.Cmd { return goOnBy(d, then, w) }}
	if w.ID == engine.OnStuck {
		c.Letter = "w"
	}
	return c
}

func goOnBy(d *deps, then string, w engine.WayOn) tea.Cmd {
	switch w.ID {
	case engine.OnWho:
		return replace(newNameCode(d, then))
	case engine.OnBrowser:
		return replace(newBrowser(d, then))
	case engine.OnNewCode, engine.OnAgain:
		return replace(newCode(d, then))
	case engine.OnPortal:
		return withoutSignIn(d)
	case engine.OnStuck:
		return over(newStuck(d, then))
	case engine.OnExplain:
		return over(newExplain(d))
	case engine.OnActivate, engine.OnApprove, engine.OnHandOver, engine.OnAzureCLI:
		return push(newWayOn(d, then, w))
	case engine.OnWait:
	}
	return nil
}

// roleSeen is what a sign-in with the name alone has shown, and the ways on.
type roleSeen struct {
	d    *deps
	then string
	menu menu
}

func newRoleSeen(d *deps, then string) *roleSeen { return &roleSeen{d: d, then: then} }

func (s *roleSeen) ID() string      { return s.d.code("S01x") }
func (s *roleSeen) PhaseID() string { return s.d.stepOne() }
func (s *roleSeen) Heading() string {
	return s.d.titled("Step 1 · Why the sign-in was stopped", "why the sign-in was stopped")
}
func (s *roleSeen) Keys() []key.Binding { return s.menu.keys(s.choices()) }

func (s *roleSeen) choices() []choice {
	seen, _ := s.d.session.RoleSeen()
	return waysOn(s.d, s.then, seen.Ways)
}

func (s *roleSeen) Update(msg tea.Msg) (screen, tea.Cmd) {
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *roleSeen) Body(f frame) page {
	t := f.Theme
	seen, _ := s.d.session.RoleSeen()
	roles := text.Or(strings.Join(seen.Roles, ", "), "none")
	text := stack(lines(
		f.Hang(t.Muted.Render("Account       "), t.Strong, seen.Username),
		f.Hang(t.Muted.Render("Active roles  "), t.Text, roles)),
		f.Para(t.Text, seen.Means, 0),
		f.Hang(t.Muted.Render("What to do  "), t.Text, seen.Do))
	return page{Text: text, Actions: s.menu.view(f, s.choices()), Focus: -1}
}
