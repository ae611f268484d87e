package tui

import (
	"context"
	"sync"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/graph"
	"ssowizard/internal/steps"
)

// users is steps A1–A2: what to press in the MTP portal, and beside it the
// tenant's people, to find the right ones. They are searched on the server, a
// page at a time, and only so many are held.
type users struct {
	d      *deps
	menu   menu
	search *field // the text looked for; it has the keys while typing is true
	typing bool

	gen    int // of the last question; answers to earlier ones are dropped
	asked  *question
	rows   []graph.User
	page   graph.UserPage // the last page read, for the one after it
	total  int            // -1: not counted
	loaded bool
	advice *steps.Advice // why the list could not be read
}

const (
	usersStage = "A1-A2"
	// searchPause is how long typing must rest before the server is asked.
	searchPause = 300 * time.Millisecond
	// usersHeld bounds what is kept of a large tenant: a search finds the rest.
	usersHeld = 200
)

func newUsers(d *deps) *users {
	return &users{d: d, total: -1, asked: &question{}, search: newField("", "", "", 100)}
}

func (s *users) ID() string      { return stageOf(usersStage).Screen() }
func (s *users) Heading() string { return stageOf(usersStage).Heading() }
func (s *users) StageID() string { return usersStage }
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
	keyMore       = bind("m", "more people", "m")
)

func (s *users) Keys() []key.Binding {
	if s.typing {
		return []key.Binding{keySearchDone}
	}
	out := s.menu.keys(s.choices())
	if s.d.engine.SignedIn() {
		out = append(out, keySearch)
		if s.mayMore() {
			out = append(out, keyMore)
		}
	}
	return append(append(out, keyOpenMTP), stageKeys()...)
}

func (s *users) mayMore() bool { return s.loaded && s.page.More() && len(s.rows) < usersHeld }

type usersMsg struct {
	gen  int
	page graph.UserPage
	more bool
	err  error
}

// Start reads the first page, so that something is there to compare with.
func (s *users) Start() tea.Cmd { return s.look(0) }

// question is what is looked for now. Commands may reach the program in another
// order than they were made in, so whichever job is left running asks for the
// latest text, not for its own.
type question struct {
	mu   sync.Mutex
	gen  int
	text string
}

func (q *question) put(gen int, text string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.gen, q.text = gen, text
}

func (q *question) get() (int, string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.gen, q.text
}

// look asks the server for what is typed, after a pause in which more may be
// typed. A newer question cancels this one.
func (s *users) look(pause time.Duration) tea.Cmd {
	if !s.d.engine.SignedIn() {
		return nil
	}
	s.gen++
	s.advice = nil
	s.asked.put(s.gen, s.search.text())
	e, asked, rest := s.d.engine, s.asked, s.resting(pause)
	return start(job{What: "Looking for people", Usual: 3 * time.Second, Quiet: true, Do: func(ctx context.Context, _ func(steps.Note)) tea.Msg {
		if !rest(ctx) {
			return nil
		}
		gen, text := asked.get()
		p, err := e.SearchUsers(ctx, text)
		return usersMsg{gen: gen, page: p, err: err}
	}})
}

// resting waits for the program's own tick, which the tests replace, and tells
// whether the question is still wanted after it.
func (s *users) resting(pause time.Duration) func(context.Context) bool {
	if pause == 0 {
		return func(ctx context.Context) bool { return ctx.Err() == nil }
	}
	wait := s.d.tick(pause, func(time.Time) tea.Msg { return nil })
	return func(ctx context.Context) bool {
		if wait != nil {
			wait()
		}
		return ctx.Err() == nil
	}
}

func (s *users) more() tea.Cmd {
	s.gen++
	s.asked.put(s.gen, s.search.text())
	e, gen, page := s.d.engine, s.gen, s.page
	return start(job{What: "Reading more people", Usual: 3 * time.Second, Do: func(ctx context.Context, _ func(steps.Note)) tea.Msg {
		p, err := e.NextUsers(ctx, page)
		return usersMsg{gen: gen, page: p, more: true, err: err}
	}})
}

// answered takes an answer, unless something else was asked since.
func (s *users) answered(m usersMsg) tea.Cmd {
	if m.gen != s.gen {
		return nil
	}
	if m.err != nil {
		if stopped(m.err) {
			return nil
		}
		a := steps.Advise(m.err)
		if m.more || a.SignInAgain {
			return fail(m.err, nil)
		}
		s.advice, s.rows, s.loaded = &a, nil, true
		return nil
	}
	if !m.more {
		s.rows, s.total = nil, m.page.Total
	}
	s.loaded, s.page = true, m.page
	room := max(0, usersHeld-len(s.rows))
	s.rows = append(s.rows, m.page.Users[:min(room, len(m.page.Users))]...)
	return nil
}

func (s *users) choices() []choice {
	r := s.d.engine.Verdict().Stage(usersStage)
	var out []choice
	if r.Status.Settled() {
		out = append(out, goOn(s.d, usersStage))
	} else {
		c := confirmWay(s.d, r.Stage)
		c.Title = "I have chosen them there"
		out = append(out, c)
	}
	out = append(out, choice{Title: "Show me in the portal", Letter: "p", Detail: "step by step, with what each page shows", Do: func() tea.Cmd { return push(newPortal(s.d, usersStage)) }})
	return append(out, wordWay(s.d, r))
}

// Return puts the cursor back on what the page is for.
func (s *users) Return() tea.Cmd {
	s.menu.at = 0
	return nil
}

func (s *users) Update(msg tea.Msg) (screen, tea.Cmd) {
	if m, ok := msg.(usersMsg); ok {
		return s, s.answered(m)
	}
	if s.typing {
		return s, s.typed(msg)
	}
	switch {
	case press(msg, keySearch) && s.d.engine.SignedIn():
		s.typing = true
		return s, nil
	case press(msg, keyMore) && s.mayMore():
		return s, s.more()
	case press(msg, keyOpenMTP):
		return s, openURL(mtpAddress(s.d))
	}
	if cmd, mine := stageKey(s.d, usersStage, msg); mine {
		return s, cmd
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *users) typed(msg tea.Msg) tea.Cmd {
	if press(msg, keySearchDone) {
		s.typing = false
		return nil
	}
	before := s.search.text()
	cmd := s.search.update(msg)
	if s.search.text() == before {
		return cmd
	}
	return tea.Batch(cmd, s.look(searchPause))
}
