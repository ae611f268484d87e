package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// find is where a task learns which registration it is about: the candidates
// with the reason for each, or an application (client) ID. Nothing is made here.
type find struct {
	d    *deps
	menu menu
	id   *ui.Field // not nil while an application id is asked for
	uris bool      // the list is being pasted, to look by it
	// picked is what was picked by its name, until the page is back in view
	picked string
}

func newFind(d *deps) *find { return &find{d: d} }

func (s *find) ID() string      { return s.d.task.Letter + "02" }
func (s *find) Heading() string { return s.d.task.Title + " · which registration" }
func (s *find) Typing() bool    { return s.id != nil }
func (s *find) Escapes() bool   { return s.id != nil }

func (s *find) Keys() []key.Binding {
	if s.id != nil {
		return []key.Binding{bind("enter", "take it", "enter"), bind("esc", "back to the list", "esc")}
	}
	return append(s.menu.keys(s.choices()), keyRead)
}

// Sensitive are the names and ids of registrations that may belong to others.
func (s *find) Sensitive() []string {
	var out []string
	for _, c := range s.candidates() {
		out = append(out, c.App.DisplayName, c.App.AppID)
	}
	return out
}

func (s *find) choices() []choice {
	p := s.d.session.Profile()
	var out []choice
	for _, c := range s.candidates() {
		out = append(out, s.candidate(c, c.App.AppID == p.App.AppID))
	}
	out = append(out, byName(s.d, func(id string) { s.picked = id }),
		choice{Title: "Another one, by its id", Letter: "i",
			Detail: "its application (client) ID; a deleted one is found that way too", Do: s.askID})
	if len(p.Wanted.URIs) == 0 && (p.App.AppID == "" || s.lookedAt(p.App.AppID) && p.Secret.KeyID == "") &&
		s.d.session.SignedIn() {
		out = append(out, choice{Title: "Look by your redirect URIs", Letter: "u",
			Detail: "the MTP portal's list; your own addresses are in no other registration", Do: s.askURIs})
	}
	if s.d.session.SignedIn() && len(s.candidates()) == 0 && p.App.AppID == "" {
		out = append(out, choice{Title: "Another company", Letter: "w",
			Detail: "signs out here and asks for its domain", Do: s.elsewhere})
	}
	if !s.d.session.SignedIn() {
		out = append([]choice{{Title: "Sign in", Detail: "registrations are read from Entra",
			Do: func() tea.Cmd { return push(newTenant(s.d)) }}}, out...)
	}
	return out
}

// elsewhere goes back to the question which company this is about: another
// tenant needs another sign-in.
func (s *find) elsewhere() tea.Cmd {
	s.d.session.SignOut()
	return reset(newDomain(s.d, ""))
}

// candidates are those that were found, the deleted ones last, also after one of
// them was chosen.
func (s *find) candidates() []setup.Candidate {
	snap := s.d.session.Snapshot()
	if c := slices.Concat(snap.Candidates.Value, snap.Bin.Value); len(c) > 0 {
		return c
	}
	return s.d.task.Seen
}

func (s *find) candidate(c setup.Candidate, mine bool) choice {
	detail := strings.Join(c.Why, "; ")
	if c.App.CreatedDateTime != nil {
		detail += "; made on " + text.Day(*c.App.CreatedDateTime)
	}
	if mine && s.lookedAt(c.App.AppID) {
		detail = "the one you chose; " + detail
	} else if mine {
		detail = "the one this computer knows; " + detail
	}
	return choice{Title: "\"" + c.App.DisplayName + "\"", Detail: detail,
		Do: func() tea.Cmd { return s.take(c.App.AppID) }}
}

// lookedAt tells the registration that was chosen in this task, and was unknown
// to this computer before.
func (s *find) lookedAt(appID string) bool {
	return s.d.task.Looked == strings.ToLower(appID) && appID != ""
}

// looking notes that a registration is chosen, before it is.
func (s *find) looking(appID string) {
	s.d.task.Seen = s.candidates()
	if id, ok := mtp.GUID(appID); ok && id != s.d.session.Profile().App.AppID {
		s.d.task.Looked = id
	}
}

func (s *find) take(appID string) tea.Cmd {
	s.looking(appID)
	return keep(func(_ context.Context, w worker) error { return w.ChooseExisting(appID) }, s.read)
}

func (s *find) read() tea.Cmd {
	if !s.d.session.SignedIn() {
		return push(newTenant(s.d))
	}
	return start(observeJob(s.d, "Reading the registration"))
}

// askURIs takes the MTP portal's list before a registration is chosen. One that
// was only looked at stops no search.
func (s *find) askURIs() tea.Cmd {
	s.uris = true
	ask := func() tea.Cmd { return push(newCheckURIs(s.d)) }
	if s.d.session.Profile().App.AppID == "" {
		return ask()
	}
	return keep(func(_ context.Context, w worker) error { return w.ChooseNone() }, ask)
}

// Return takes what was picked by its name, or looks again, once the list is
// there to look by.
func (s *find) Return() tea.Cmd {
	if id := s.picked; id != "" {
		s.picked = ""
		return s.take(id)
	}
	if !s.uris || len(s.d.session.Profile().Wanted.URIs) == 0 {
		return nil
	}
	s.uris, s.menu = false, menu{}
	return s.read()
}

func (s *find) askID() tea.Cmd {
	s.id = ui.NewField("Application (client) ID",
		"In Entra, on the registration's page \"Overview\"; in the MTP portal, in the field of that name.", "", 0)
	return nil
}

func (s *find) Update(msg tea.Msg) (screen, tea.Cmd) {
	if m, ok := msg.(observedMsg); ok {
		if m.err != nil {
			return s, fail(m.err, start(observeJob(s.d, "Reading again")))
		}
		if s.d.session.Profile().App.AppID != "" {
			s.d.task.Choosing = false
			return s, toHome()
		}
		return s, notice("Read again at " + clockTime(s.d.now()) + ".")
	}
	switch {
	case s.id != nil:
		return s, s.typing(msg)
	case press(msg, keyRead):
		return s, s.read()
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *find) typing(msg tea.Msg) tea.Cmd {
	switch {
	case press(msg, keyBack):
		s.id = nil
		return nil
	case !press(msg, keyEnter):
		return s.id.Update(msg)
	}
	in, text := s.id, s.id.Text()
	s.looking(text)
	return keepOr(func(_ context.Context, w worker) error { return w.ChooseExisting(text) }, func() tea.Cmd {
		s.id = nil
		return s.read()
	}, func(err error) tea.Cmd {
		a := advice.Advise(err)
		in.Wrong = strings.TrimSpace(a.What + " " + a.Means + " " + a.Do)
		return nil
	})
}

func (s *find) Body(f frame) page {
	if s.id != nil {
		return page{Text: s.id.View(f.Frame), Focus: -1}
	}
	t := f.Theme
	p := f.State.Profile
	own := ""
	if p.Secret.KeyID != "" {
		own = f.Hang(t.Look.Render("! "), t.Text,
			"This computer keeps the secret of \""+p.App.Name+"\". If you choose another registration, it no longer "+
				"knows which secret that was; nothing changes in Entra.")
	}
	return page{Text: stack(s.found(f), own), Actions: s.menu.view(f, s.choices()), Focus: -1}
}

// found says what the search came to, so that an empty list is not taken for
// one that was not read.
func (s *find) found(f frame) string {
	c, t, list := f.State.Snapshot.Candidates, f.Theme, s.candidates()
	switch {
	case len(list) == 0 && f.State.Profile.App.AppID != "":
		return f.Hang(t.Muted.Render("· "), t.Text,
			"One registration was chosen already, so no others were looked for. Another one can be named by its id.")
	case !c.Known && len(list) == 0:
		return f.Hang(t.Unsure.Render("? "), t.Text,
			"Could not look for registrations: "+c.Why.Text+" One can still be named by its id.")
	case len(list) == 0 && f.State.Snapshot.Bin.Known:
		return lines(f.Hang(t.Look.Render("! "), t.Text,
			"No registration in this tenant has the MTP portal's redirect URIs or a name like it, and none in "+
				"the recycle bin."),
			f.Para(t.Muted, "Is it in another tenant? Then choose another company. Is it there without them? Then "+
				"its id leads to it.", 2))
	case len(list) == 0:
		return lines(f.Hang(t.Look.Render("! "), t.Text,
			"No registration in this tenant has the MTP portal's redirect URIs or a name like it."),
			f.Para(t.Muted, "Was it deleted? It can be named by its id for 30 days. Is it in another tenant? Then "+
				"choose another company.", 2))
	case len(list) == 1:
		return f.Hang(t.Good.Render("✓ "), t.Text, "One registration looks like it. By what, stands beside it:")
	}
	return f.Hang(t.Look.Render("! "), t.Text,
		fmt.Sprintf("%d registrations look like it. By what, stands beside each; the id in the MTP "+
			"portal decides:", len(list)))
}
