package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/engine"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// candidates is step 2: the registrations that could already be the one, why,
// and the choice between adopting one and making a new one. Nothing is adopted
// by its name alone, and nothing new is made unseen beside an old one.
type candidates struct {
	d    *deps
	menu menu
	name *ui.Field // not nil while the name of a new one is asked for
	id   *ui.Field // not nil while an application id is asked for
	// picked is what was picked by its name, until the page is back in view
	picked string
}

func newCandidates(d *deps) *candidates { return &candidates{d: d} }

func (s *candidates) ID() string      { return "S02" }
func (s *candidates) PhaseID() string { return "2" }
func (s *candidates) Heading() string { return "Step 2 · One registration, chosen or new" }
func (s *candidates) Typing() bool    { return s.input() != nil }
func (s *candidates) Escapes() bool   { return s.input() != nil }

func (s *candidates) input() *ui.Field {
	if s.name != nil {
		return s.name
	}
	return s.id
}

func (s *candidates) Keys() []key.Binding {
	if s.input() != nil {
		return []key.Binding{bind("enter", "take it", "enter"), bind("esc", "back to the list", "esc")}
	}
	return append(s.menu.keys(s.choices()), phaseKeys()...)
}

// Sensitive are the names and ids of registrations that may belong to others.
func (s *candidates) Sensitive() []string {
	var out []string
	snap := s.d.session.Snapshot()
	for _, c := range slices.Concat(snap.Candidates.Value, snap.Bin.Value) {
		out = append(out, c.App.DisplayName, c.App.AppID)
	}
	return out
}

func (s *candidates) choices() []choice {
	snap, p := s.d.session.Snapshot(), s.d.session.Profile()
	var out []choice
	r := s.d.verdict().Phase("2")
	if r.Status.Settled() {
		out = append(out, goOn(s.d, "2"))
	}
	for _, c := range snap.Candidates.Value {
		out = append(out, s.adopt(c, c.App.AppID == p.App.AppID))
	}
	for _, c := range snap.Bin.Value {
		out = append(out, s.bringBack(c))
	}
	fresh := choice{Title: "Make a new registration", Letter: "m",
		Detail: "nothing is written yet; its name comes next", Do: s.askName}
	gone := snap.App.Known && snap.App.Value == nil
	if p.App.AppID != "" && !p.App.Adopted && !gone {
		fresh.Off = "this walk has made one already and goes on with it"
	}
	name := byName(s.d, func(id string) { s.picked = id })
	byID := choice{Title: "Another one, by its id", Letter: "i", Detail: "its application (client) ID",
		Do: s.askID}
	portal := choice{Title: "Show me in the portal", Letter: "p", Detail: place(r.Phase), Do: func() tea.Cmd {
		return push(newPortal(s.d, "2"))
	}}
	out = append(out, fresh, name, byID, portal)
	if !r.Status.Settled() || r.Word != nil {
		out = append(out, wordWay(s.d, r)...)
	}
	return portalFirst(s.d, out)
}

func (s *candidates) adopt(c setup.Candidate, mine bool) choice {
	detail := strings.Join(c.Why, "; ")
	if c.App.CreatedDateTime != nil {
		detail += "; made on " + text.Day(*c.App.CreatedDateTime)
	}
	if mine {
		detail = "the one this walk is about; " + detail
	}
	return choice{Title: "Use \"" + c.App.DisplayName + "\"", Detail: detail,
		Do: func() tea.Cmd { return s.take(c.App.AppID) }}
}

// bringBack chooses one that was deleted; the next page brings it back.
func (s *candidates) bringBack(c setup.Candidate) choice {
	return choice{Title: "Bring \"" + c.App.DisplayName + "\" back", Detail: strings.Join(c.Why, "; ") +
		"; nothing is written yet", Do: func() tea.Cmd { return s.take(c.App.AppID) }}
}

func (s *candidates) take(appID string) tea.Cmd {
	return keep(func(_ context.Context, w worker) error { return w.ChooseExisting(appID) }, s.read)
}

// Return takes what was picked by its name.
func (s *candidates) Return() tea.Cmd {
	id := s.picked
	if s.picked = ""; id == "" {
		return nil
	}
	return s.take(id)
}

// read observes the chosen registration; without a sign-in the walk just goes
// on.
func (s *candidates) read() tea.Cmd {
	if !s.d.session.SignedIn() {
		return toNext()
	}
	return start(observeJob(s.d, "Reading the registration"))
}

func (s *candidates) askName() tea.Cmd {
	text := s.d.session.Profile().Wanted.Name
	if text == "" {
		text = s.d.cfg.Name
	}
	if text == "" && s.d.practice != nil {
		text = s.d.practice.Name
	}
	if text == "" {
		text = engine.DefaultName
	}
	s.name = ui.NewField("Name of the new registration (step 4)",
		"People may see it when they sign in. It can be changed later.", text, 0)
	return nil
}

func (s *candidates) askID() tea.Cmd {
	s.id = ui.NewField("Application (client) ID", "In Entra, on the registration's page \"Overview\".", "", 0)
	return nil
}

func (s *candidates) Update(msg tea.Msg) (screen, tea.Cmd) {
	if m, ok := msg.(observedMsg); ok && m.err == nil && s.d.verdict().Phase("2").Status.Settled() {
		return s, toNext()
	}
	if s.input() != nil {
		return s, s.typing(msg)
	}
	if cmd, mine := phaseKey(s.d, "2", msg); mine {
		return s, cmd
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *candidates) typing(msg tea.Msg) tea.Cmd {
	switch {
	case press(msg, keyBack):
		s.name, s.id = nil, nil
		return nil
	case !press(msg, keyEnter):
		return s.input().Update(msg)
	}
	in, text := s.input(), s.input().Text()
	choose, then := worker.ChooseNew, toNext
	if s.id != nil {
		choose, then = worker.ChooseExisting, s.read
	}
	return keepOr(func(_ context.Context, w worker) error { return choose(w, text) }, func() tea.Cmd {
		s.name, s.id = nil, nil
		return then()
	}, func(err error) tea.Cmd { return s.refuse(in, err) })
}

func (s *candidates) refuse(in *ui.Field, err error) tea.Cmd {
	a := advice.Advise(err)
	in.Wrong = strings.TrimSpace(a.What + " " + a.Do)
	return nil
}

func (s *candidates) Body(f frame) page {
	r := f.State.Verdict.Phase("2")
	if in := s.input(); in != nil {
		return page{Text: stack(f.Para(f.Theme.Text, r.Phase.Why, 0), in.View(f.Frame)), Focus: -1}
	}
	text := stack(f.Para(f.Theme.Text, r.Phase.Why, 0), noted(f, r), s.found(f), findings(f, r.Findings()))
	return page{Text: text, Actions: s.menu.view(f, s.choices()), Focus: -1}
}

// found says what the search came to, so that an empty list is not taken for
// one that was not read.
func (s *candidates) found(f frame) string {
	c := f.State.Snapshot.Candidates
	switch {
	case !c.Known:
		return f.Hang(f.Theme.Unsure.Render("? "), f.Theme.Text, "Could not look for registrations: "+c.Why.Text)
	case len(c.Value) == 0 && len(f.State.Snapshot.Bin.Value) > 0:
		return f.Hang(f.Theme.Look.Render("! "), f.Theme.Text,
			"No registration that is there has the MTP portal's redirect URI or a name like it. What was deleted:")
	case len(c.Value) == 0:
		return f.Hang(f.Theme.Good.Render("✓ "), f.Theme.Text,
			"No registration here has the MTP portal's redirect URI or a name like it. A new one is made next.")
	case len(c.Value) == 1:
		return f.Hang(f.Theme.Look.Render("! "), f.Theme.Text, "One registration could already be it:")
	}
	return f.Hang(f.Theme.Look.Render("! "), f.Theme.Text,
		fmt.Sprintf("%d registrations could already be it:", len(c.Value)))
}
