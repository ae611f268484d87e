package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// candidates is step 2: the registrations that could already be the one, why,
// and the choice between adopting one and making a new one. Nothing is adopted
// by its name alone, and nothing new is made unseen beside an old one.
type candidates struct {
	d    *deps
	menu menu
}

func newCandidates(d *deps) *candidates { return &candidates{d: d} }

func (s *candidates) ID() string      { return "S02" }
func (s *candidates) PhaseID() string { return "2" }
func (s *candidates) Heading() string { return "Step 2 · One registration, chosen or new" }
func (s *candidates) Keys() []key.Binding {
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
		Detail: "nothing is written yet; its name comes next", Do: s.to(steps.PageName)}
	gone := snap.App.Known && snap.App.Value == nil
	if p.App.AppID != "" && !p.App.Adopted && !gone {
		fresh.Off = "this walk has made one already and goes on with it"
	}
	name := choice{Title: "Another one, by its name", Letter: "n", Detail: "searched among all that the tenant has",
		Do: s.to(steps.PageSearch)}
	if !s.d.session.SignedIn() {
		name.Off, name.SignIn = "needs a sign-in: registrations are read from Entra", true
	}
	byID := choice{Title: "Another one, by its id", Letter: "i", Detail: "its application (client) ID",
		Do: s.to(steps.PageChooseID)}
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

// to leads to a page of the walk.
func (s *candidates) to(id steps.PageID) func() tea.Cmd {
	return func() tea.Cmd { return push(newWalked(s.d, id, nil)) }
}

// read observes the chosen registration; without a sign-in the walk just goes
// on.
func (s *candidates) read() tea.Cmd {
	if !s.d.session.SignedIn() {
		return toNext()
	}
	return start(observeJob(s.d, "Reading the registration"))
}

func (s *candidates) Update(msg tea.Msg) (screen, tea.Cmd) {
	if m, ok := msg.(observedMsg); ok && m.err == nil && s.d.verdict().Phase("2").Status.Settled() {
		return s, toNext()
	}
	if cmd, mine := phaseKey(s.d, "2", msg); mine {
		return s, cmd
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *candidates) Body(f frame) page {
	r := f.State.Verdict.Phase("2")
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
