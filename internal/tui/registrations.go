package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/graph"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// registrations is where one registration is picked out of all that the tenant
// has, by its name: they are searched on the server while the name is typed.
// What was picked is told to the page below, which chooses it; nothing is
// chosen here.
type registrations struct {
	lookup[graph.Application]
	pick   ui.Picker
	picked func(appID string)
	waited bool // Enter was told that it is still looked for
}

func newRegistrations(d *deps, picked func(appID string)) *registrations {
	return &registrations{picked: picked, lookup: newLookup(d,
		lookupWords{"registrations", "1 registration", "none found"}, worker.SearchRegistrations,
		worker.NextRegistrations)}
}

// byName is the choice that leads there.
func byName(d *deps, picked func(appID string)) choice {
	c := choice{Title: "Another one, by its name", Letter: "n", Detail: "searched among all that the tenant has",
		Do: func() tea.Cmd { return push(newRegistrations(d, picked)) }}
	if !d.session.SignedIn() {
		c.Off, c.SignIn = "needs a sign-in: registrations are read from Entra", true
	}
	return c
}

func (s *registrations) ID() string {
	if t := s.d.task; t != nil {
		return t.Letter + "02n"
	}
	return "S02n"
}

func (s *registrations) Heading() string { return "One registration of all, by its name" }

// Typing is always true: what is typed is the name looked for.
func (s *registrations) Typing() bool { return true }

func (s *registrations) Keys() []key.Binding {
	return []key.Binding{bind("enter", "take it", "enter"), keyRow, bind("type", "a name", "")}
}

// Sensitive are the names and ids of registrations that may belong to others.
func (s *registrations) Sensitive() []string {
	var out []string
	for _, a := range s.rows {
		out = append(out, a.DisplayName, a.AppID)
	}
	return out
}

// Start reads the first page, so that a small tenant needs no search.
func (s *registrations) Start() tea.Cmd { return s.look(0) }

func (s *registrations) Update(msg tea.Msg) (screen, tea.Cmd) {
	if m, ok := msg.(foundMsg[graph.Application]); ok {
		cmd := s.answered(m)
		if !m.more && m.gen == s.gen {
			s.pick.At = 0
			if s.waited {
				s.waited, cmd = false, tea.Batch(cmd, notice(""))
			}
		}
		return s, cmd
	}
	if s.pick.Move(msg, keyRow, s.listed()) {
		return s, nil
	}
	if press(msg, keyEnter) {
		return s.take()
	}
	return s, s.typed(msg)
}

// listed is how many rows the cursor can stand on: the registrations, and the
// one that reads more of them.
func (s *registrations) listed() int {
	if s.mayMore() {
		return len(s.rows) + 1
	}
	return len(s.rows)
}

// take closes the page with what was picked. While a newer search is on its way
// nothing is: the row under the cursor is about to be another.
func (s *registrations) take() (screen, tea.Cmd) {
	switch {
	case s.stale() && s.advice == nil:
		s.waited = true
		return s, noticeWhile(func() bool { return s.waited }, "Still looking for what you typed.")
	case s.pick.At < len(s.rows):
		s.picked(s.rows[s.pick.At].AppID)
		return nil, nil
	case s.mayMore():
		return s, s.more()
	}
	return s, notice("There is nothing to take. Type another part of the name.")
}

func (s *registrations) Body(f frame) page {
	t := f.Theme
	intro := f.Para(t.Text,
		"The words of the name may be typed in part. Names are not unique in Entra: the id decides, "+
			"and it is the "+
			"one in the MTP portal's field "+
			"\"Application (client) ID\".", 0)
	if f.Height < 14 {
		intro = ""
	}
	head := stack(intro,
		lines(f.Line(t.Strong.Render("Registrations in your tenant"), t.Muted.Render(s.shown(f))), s.input(f)))
	switch {
	case s.advice != nil:
		return page{Text: stack(head,
			lines(f.Hang("  "+t.Unsure.Render("? "), t.Text, "Could not look: "+s.advice.What),
				f.Para(t.Muted, s.advice.Means+" "+s.advice.Do, 4))), Focus: -1}
	case s.loaded && len(s.rows) == 0 && !s.stale():
		return page{Text: stack(head,
			f.Para(t.Muted, "No registration has a word in its name that begins like this. One made in the last "+
				"minutes may be missing; "+
				"a deleted one is found by its id.", 2)), Focus: -1}
	}
	return page{Text: f.Listed(head, s.blocks(f), s.pick.At, f.Height), Focus: -1}
}

func (s *registrations) blocks(f frame) []ui.Block {
	t := f.Theme
	var out []ui.Block
	row := func(i int, title, detail string) {
		mark, st := f.Mark(i == s.pick.At)
		out = append(out, blockOf(lines(f.Hang(mark, st, title), f.Para(t.Muted, detail, 4)), i))
	}
	for i, a := range s.rows {
		detail := a.AppID
		if a.CreatedDateTime != nil {
			detail += " · made on " + text.Day(*a.CreatedDateTime)
		}
		row(i, "\""+a.DisplayName+"\"", detail)
	}
	switch n := len(s.rows); {
	case s.mayMore():
		row(n, "More", "reads the next ones; or type more of the name")
	case s.page.More():
		out = append(out, blockOf(f.Para(t.Muted,
			"No more than "+itoa(rowsHeld)+" are listed. Type more of the name.", 2), -1))
	}
	return out
}
