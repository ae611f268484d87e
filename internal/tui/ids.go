package tui

import (
	"context"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/tui/ui"
)

// ids is step 9: the two ids, each with the field of the MTP portal that it
// goes into.
type ids struct {
	d    *deps
	menu menu
	id   *ui.Field // not nil while the application id is asked for
}

const idsPhase = "9"

func newIDs(d *deps) *ids { return &ids{d: d} }

func (s *ids) ID() string      { return phaseOf(idsPhase).Screen() }
func (s *ids) Heading() string { return phaseOf(idsPhase).Heading() }
func (s *ids) PhaseID() string { return idsPhase }
func (s *ids) Values() []value { return handedValues(theIDs(s.d)) }
func (s *ids) Typing() bool    { return s.id != nil }
func (s *ids) Escapes() bool   { return s.id != nil }
func (s *ids) Keys() []key.Binding {
	if s.id != nil {
		return []key.Binding{bind("enter", "take it", "enter"), bind("esc", "back to the choices", "esc")}
	}
	return append(append(s.menu.keys(s.choices()), handedKeys(theIDs(s.d))...), phaseKeys()...)
}

// stageOf is the phase of an id that the catalogue is known to hold.
func phaseOf(id string) judge.Phase { st, _ := judge.PhaseByID(id); return st }

func (s *ids) choices() []choice {
	out := ways(s.d, s.d.verdict().Phase(idsPhase))
	if s.d.byHand() { // before any word: an id that is known here is entered and proven later
		out = slices.Insert(out, 0, choice{Title: "Give the client ID", Letter: "i",
			Detail: "or all of \"Essentials\": the right id is found", Do: s.ask})
	}
	if id := s.d.shown().AppID; id != "" && s.d.session.Profile().App.AppID == "" {
		out = append([]choice{{Title: "Take it from the simulated portal", Letter: "a",
			Detail: "in practice: the client ID of what was made there", Do: func() tea.Cmd {
				s.id = s.askField(id)
				return nil
			}}}, out...)
	}
	return portalFirst(s.d, out)
}

// Return puts the cursor back on what the page is for.
func (s *ids) Return() tea.Cmd {
	s.menu.put(0)
	return nil
}

func (s *ids) ask() tea.Cmd {
	s.id = s.askField(s.d.session.Profile().App.AppID)
	return nil
}

func (s *ids) askField(id string) *ui.Field {
	return ui.NewField("Application (client) ID",
		"From the registration's page \"Overview\", \"Essentials\". The Directory (tenant) ID is known already.",
		id, 0)
}

// take keeps the id and says what else the text held.
func (s *ids) take() tea.Cmd {
	in := s.id
	refuse := func(err error) tea.Cmd { in.Wrong = sentence(err); return nil }
	id, err := engine.AppIDIn(in.Text(), s.d.session.Snapshot(), s.d.session.Profile())
	if err != nil {
		return refuse(err)
	}
	return keepOr(func(_ context.Context, w worker) error {
		if err := w.ChooseExisting(id); err != nil {
			return err
		}
		return w.Confirm(idsPhase, judge.IDGiven)
	}, func() tea.Cmd {
		s.id, s.menu = nil, menu{} // "Go on" stands first now, and Enter takes it
		return notice("Both ids are known here now. Compare them with Entra, then go on.")
	}, refuse)
}

func (s *ids) Update(msg tea.Msg) (screen, tea.Cmd) {
	if s.id != nil {
		switch {
		case press(msg, keyBack):
			s.id = nil
			return s, nil
		case press(msg, keyEnter):
			return s, s.take()
		}
		return s, s.id.Update(msg)
	}
	if cmd, mine := copyHanded(theIDs(s.d), msg); mine {
		return s, cmd
	}
	if cmd, mine := phaseKey(s.d, idsPhase, msg); mine {
		return s, cmd
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *ids) Body(f frame) page {
	t := f.Theme
	r := f.State.Verdict.Phase(idsPhase)
	if s.id != nil {
		return page{Text: stack(f.Para(t.Text, r.Phase.Why, 0), s.id.View(f.Frame)), Focus: -1}
	}
	var rows []string
	for _, h := range theIDs(s.d) {
		h.here = true
		goes, _ := mtp.FieldByID(h.field)
		rows = append(rows, lines(h.row(f, 0), f.Hang("  "+t.Muted.Render("goes to  "), t.Muted,
			goes.Place+" > \""+goes.Name+"\"")))
	}
	not := "Not this one: \"Object ID\" stands beside them in Entra, looks the same, and is the wrong one."
	if id := f.State.Profile.App.ObjectID; id != "" {
		not = "Not this one: the \"Object ID\" " + id + " stands beside them in Entra and looks the same."
	}
	status := t.Sign(f.State, r).String()
	if r.Word != nil {
		status = noted(f, r)
	} else if e := r.Evidence(); e != "" {
		status = f.Hang(status+t.Muted.Render(" · "), t.Muted, e)
	}
	text := stack(f.Para(t.Text, r.Phase.Why, 0), status, stack(rows...),
		f.Hang(t.Look.Render("! "), t.Text, not), findings(f, r.Findings()))
	return page{Text: text, Actions: s.menu.view(f, s.choices()), Focus: -1}
}
