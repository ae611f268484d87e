package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
)

// wayOn is one way on from a page that a sign-in is stuck on: what is said
// before it is gone, the address it is about, and what is done then.
type wayOn struct {
	d    *deps
	then string
	way  engine.WayOn
	menu menu
	left bool // the person went back; what waits below waits on
	gone bool // in practice, the other person did their part
}

// goneMsg says that the other person did their part in practice, and so what is
// next is the sign-in; or why they could not, and so what is next is another way.
type goneMsg struct {
	said tea.Cmd
	err  error
}

// played lets the simulated person do their part, once.
func (s *wayOn) played(do func() error, said tea.Cmd) tea.Cmd {
	return func() tea.Msg {
		if err := do(); err != nil {
			return goneMsg{err: err}
		}
		return goneMsg{said: said}
	}
}

// onward puts the cursor on the sign-in: the way was taken, and Enter does not
// take it for ever.
func (s *wayOn) onward(cmd tea.Cmd) tea.Cmd {
	s.menu.put(len(s.choices()) - 1)
	return cmd
}

func newWayOn(d *deps, then string, w engine.WayOn) *wayOn { return &wayOn{d: d, then: then, way: w} }

func (s *wayOn) ID() string          { return s.d.code("S01y") }
func (s *wayOn) PhaseID() string     { return s.d.stepOne() }
func (s *wayOn) Heading() string     { return s.d.titled("Step 1 · "+s.way.Title, s.way.Title) }
func (s *wayOn) Keys() []key.Binding { return s.menu.keys(s.choices()) }

// Values is what is to be sent or opened.
func (s *wayOn) Values() []value {
	switch s.way.ID {
	case engine.OnHandOver:
		return []value{{"Message", s.way.Text[0]}}
	case engine.OnActivate, engine.OnApprove:
		return []value{{"Address", s.way.Link}}
	}
	return nil
}

func (s *wayOn) choices() []choice {
	again := choice{Title: "Sign in again", Detail: "with all that the wizard needs", Do: func() tea.Cmd {
		return replaceBoth(newCode(s.d, s.then))
	}}
	switch s.way.ID {
	case engine.OnActivate:
		open := choice{Title: "Open the page", Letter: "o", Detail: "\"My roles\", in the browser",
			Do: func() tea.Cmd { return s.onward(openURL(s.way.Link)) }}
		if p := s.d.practice; p != nil {
			open = choice{Title: "Activate it", Letter: "a", Detail: s.playing("in practice from here",
				"activated"), Do: func() tea.Cmd {
				return s.played(p.Activate, notice("The simulated administrator activated the role."))
			}}
		}
		return []choice{open, again}
	case engine.OnApprove:
		first := choice{Title: "Copy the link", Letter: "c", Detail: "and send it to an administrator",
			Do: func() tea.Cmd { return s.onward(copyText("Link", s.way.Link)) }}
		if p := s.d.practice; p != nil {
			link := s.way.Link
			return []choice{{Title: "Play the administrator", Letter: "a",
				Detail: s.playing("who opens it and presses \"Accept\"", "approved"), Do: func() tea.Cmd {
					return s.played(func() error { return p.ApproveClient(link) },
						notice("The simulated administrator approved it."))
				}}, first, again}
		}
		return []choice{first, again}
	case engine.OnAzureCLI:
		other := func(next func() screen) func() tea.Cmd {
			return func() tea.Cmd {
				s.d.session.UseClient(entra.AzureCLI())
				return replaceBoth(next())
			}
		}
		return []choice{
			{Title: "Back", Detail: "nothing has changed", Do: func() tea.Cmd {
				s.left = true
				return nil
			}},
			{Title: "Sign in with a code", Letter: "c", Detail: "as Microsoft Azure CLI",
				Do: other(func() screen { return newCode(s.d, s.then) })},
			{Title: "Sign in with the browser", Letter: "b", Detail: "as Microsoft Azure CLI",
				Do: other(func() screen { return newBrowser(s.d, s.then) })},
		}
	}
	return []choice{{Title: "Copy the message", Letter: "c", Detail: "and send it", Do: func() tea.Cmd {
		return s.onward(copyText("Message", s.way.Text[0]))
	}}, again}
}

// playing is what stands beside the part of the other person: before, and after.
func (s *wayOn) playing(before, after string) string {
	if s.gone {
		return "✓ " + after + "; sign in again now"
	}
	return before
}

func (s *wayOn) Update(msg tea.Msg) (screen, tea.Cmd) {
	if m, ok := msg.(goneMsg); ok {
		if m.err != nil {
			return nil, fail(m.err, nil)
		}
		s.gone = true
		return s, s.onward(m.said)
	}
	cmd, _ := s.menu.update(msg, s.choices())
	if s.left {
		return nil, cmd
	}
	return s, cmd
}

func (s *wayOn) Body(f frame) page {
	t := f.Theme
	var blocks []string
	for _, p := range s.way.Text {
		blocks = append(blocks, f.Para(t.Text, p, 0))
	}
	if s.way.Link != "" && s.way.ID != engine.OnHandOver {
		link := f.Whole(t.Link, s.way.Link, 2)
		if s.d.practice != nil && engine.RealPage(s.way.Link) {
			link = lines(link, f.Para(t.Look, realMark, 2))
		}
		blocks = append(blocks, link)
	}
	return page{Text: stack(blocks...), Actions: s.menu.view(f, s.choices()), Focus: -1}
}
