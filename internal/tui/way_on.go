package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/entra"
	"ssowizard/internal/steps"
)

// wayOn is one way on from a page that a sign-in is stuck on: what is said
// before it is gone, the address it is about, and what is done then.
type wayOn struct {
	d    *deps
	then string
	way  steps.WayOn
	menu menu
	left bool // the person went back; what waits below waits on
}

func newWayOn(d *deps, then string, w steps.WayOn) *wayOn { return &wayOn{d: d, then: then, way: w} }

func (s *wayOn) ID() string          { return s.d.code("S01y") }
func (s *wayOn) StageID() string     { return s.d.stepOne() }
func (s *wayOn) Heading() string     { return s.d.titled("Step 1 · "+s.way.Title, s.way.Title) }
func (s *wayOn) Keys() []key.Binding { return s.menu.keys(s.choices()) }

// Values is what is to be sent or opened.
func (s *wayOn) Values() []value {
	switch s.way.ID {
	case steps.OnHandOver:
		return []value{{"Message", s.way.Text[0]}}
	case steps.OnActivate, steps.OnApprove:
		return []value{{"Address", s.way.Link}}
	}
	return nil
}

func (s *wayOn) choices() []choice {
	again := choice{Title: "Sign in again", Detail: "with all that the wizard needs", Do: func() tea.Cmd { return replaceBoth(newCode(s.d, s.then)) }}
	switch s.way.ID {
	case steps.OnActivate:
		open := choice{Title: "Open the page", Letter: "o", Detail: "\"My roles\", in the browser", Do: func() tea.Cmd { return openURL(s.way.Link) }}
		if p := s.d.practice; p != nil {
			open = choice{Title: "Activate it", Letter: "a", Detail: "in practice from here", Do: func() tea.Cmd { return aside(p.Activate, "The simulated administrator activated the role.") }}
		}
		return []choice{open, again}
	case steps.OnApprove:
		first := choice{Title: "Copy the link", Letter: "c", Detail: "and send it to an administrator", Do: func() tea.Cmd { return copyText("Link", s.way.Link) }}
		if p := s.d.practice; p != nil {
			link := s.way.Link
			return []choice{{Title: "Play the administrator", Letter: "a", Detail: "who opens it and presses \"Accept\"", Do: func() tea.Cmd {
				return aside(func() error { return p.ApproveClient(link) }, "The simulated administrator approved it.")
			}}, first, again}
		}
		return []choice{first, again}
	case steps.OnAzureCLI:
		other := func(next func() screen) func() tea.Cmd {
			return func() tea.Cmd {
				s.d.engine.UseClient(entra.AzureCLI())
				return replaceBoth(next())
			}
		}
		return []choice{
			{Title: "Back", Detail: "nothing has changed", Do: func() tea.Cmd {
				s.left = true
				return nil
			}},
			{Title: "Sign in with a code", Letter: "c", Detail: "as Microsoft Azure CLI", Do: other(func() screen { return newCode(s.d, s.then) })},
			{Title: "Sign in with the browser", Letter: "b", Detail: "as Microsoft Azure CLI", Do: other(func() screen { return newBrowser(s.d, s.then) })},
		}
	}
	return []choice{{Title: "Copy the message", Letter: "c", Detail: "and send it", Do: func() tea.Cmd { return copyText("Message", s.way.Text[0]) }}, again}
}

func (s *wayOn) Update(msg tea.Msg) (screen, tea.Cmd) {
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
	if s.way.Link != "" && s.way.ID != steps.OnHandOver {
		blocks = append(blocks, f.Whole(t.Link, s.way.Link, 2))
	}
	return page{Text: stack(blocks...), Actions: s.menu.view(f, s.choices()), Focus: -1}
}
