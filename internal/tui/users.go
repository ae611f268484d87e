package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/graph"
)

// users is steps A1–A2: what to press in the MTP portal, and beside it the
// tenant's people, to find the right ones. They are searched on the server, a
// page at a time, and only so many are held.
type users struct {
	lookup[graph.User]
	menu   menu
	typing bool // the search has the keys
}

const usersPhase = "A1-A2"

func newUsers(d *deps) *users {
	return &users{lookup: newLookup(d, lookupWords{"people", "1 person", "nobody found"}, worker.SearchUsers,
		worker.NextUsers)}
}

func (s *users) ID() string      { return phaseOf(usersPhase).Screen() }
func (s *users) Heading() string { return phaseOf(usersPhase).Heading() }
func (s *users) PhaseID() string { return usersPhase }
func (s *users) Typing() bool    { return s.typing }
func (s *users) Escapes() bool   { return s.typing }
func (s *users) Values() []value { return []value{{"MTP portal", mtpAddress(s.d)}} }

// Sensitive are the names and addresses of people.
func (s *users) Sensitive() []string {
	var out []string
	for _, u := range s.rows {
		out = append(out, u.DisplayName, u.UserPrincipalName, u.Mail)
	}
	return out
}

var (
	keySearch     = bind("/", "search people", "/")
	keySearchDone = bind("enter", "back to the choices", "enter", "esc", "tab")
)

func (s *users) Keys() []key.Binding {
	if s.typing {
		return []key.Binding{keySearchDone}
	}
	out := s.menu.keys(s.choices())
	if s.d.session.SignedIn() {
		out = append(append(out, keySearch), s.keysMore()...)
	}
	return append(append(out, keyOpenMTP), phaseKeys()...)
}

// Start reads the first page, so that something is there to compare with.
func (s *users) Start() tea.Cmd { return s.look(0) }

func (s *users) choices() []choice {
	r := s.d.verdict().Phase(usersPhase)
	var out []choice
	if r.Status.Settled() {
		out = append(out, goOn(s.d, usersPhase))
	} else {
		c := confirmWay(r.Phase)
		c.Title = "I have chosen them there"
		out = append(out, c)
	}
	out = append(out, choice{Title: "Show me in the portal", Letter: "p",
		Detail: "step by step, with what each page shows", Do: func() tea.Cmd {
			return push(newPortal(s.d, usersPhase))
		}})
	return portalFirst(s.d, append(out, wordWay(s.d, r)...))
}

// Return puts the cursor back on what the page is for.
func (s *users) Return() tea.Cmd {
	s.menu.put(0)
	return nil
}

func (s *users) Update(msg tea.Msg) (screen, tea.Cmd) {
	if m, ok := msg.(foundMsg[graph.User]); ok {
		return s, s.answered(m)
	}
	if s.typing {
		if press(msg, keySearchDone) {
			s.typing = false
			return s, nil
		}
		return s, s.typed(msg)
	}
	switch {
	case press(msg, keySearch) && s.d.session.SignedIn():
		s.typing = true
		return s, nil
	case press(msg, keyMore) && s.mayMore():
		return s, s.more()
	case press(msg, keyOpenMTP):
		return s, openURL(mtpAddress(s.d))
	}
	if cmd, mine := phaseKey(s.d, usersPhase, msg); mine {
		return s, cmd
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}
