package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/mtp"
	"ssowizard/internal/steps"
)

// ids is step 9: the two ids, each with the field of the MTP portal that it
// goes into.
type ids struct {
	d    *deps
	menu menu
}

const idsStage = "9"

func newIDs(d *deps) *ids { return &ids{d: d} }

func (s *ids) ID() string      { return stageOf(idsStage).Screen() }
func (s *ids) Heading() string { return stageOf(idsStage).Heading() }
func (s *ids) StageID() string { return idsStage }
func (s *ids) Values() []value { return handedValues(theIDs(s.d)) }
func (s *ids) Keys() []key.Binding {
	return append(append(s.menu.keys(s.choices()), handedKeys(theIDs(s.d))...), stageKeys()...)
}

// stageOf is the stage of an id that the catalogue is known to hold.
func stageOf(id string) steps.Stage { st, _ := steps.StageByID(id); return st }

func (s *ids) choices() []choice {
	out := ways(s.d, s.d.verdict().Stage(idsStage))
	for i := range out {
		if out[i].Letter == "c" { // c copies here; the choice is still one Enter away
			out[i].Letter = ""
		}
	}
	return out
}

// Return puts the cursor back on what the page is for.
func (s *ids) Return() tea.Cmd {
	s.menu.at = 0
	return nil
}

func (s *ids) Update(msg tea.Msg) (screen, tea.Cmd) {
	if cmd, mine := copyHanded(theIDs(s.d), msg); mine {
		return s, cmd
	}
	if cmd, mine := stageKey(s.d, idsStage, msg); mine {
		return s, cmd
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *ids) Body(f frame) page {
	t := f.Theme
	r := f.State.Verdict.Stage(idsStage)
	var rows []string
	for _, h := range theIDs(s.d) {
		goes, _ := mtp.FieldByID(h.field)
		rows = append(rows, lines(h.row(f, 0), f.Hang("  "+t.Muted.Render("goes to  "), t.Muted, goes.Place+" > \""+goes.Name+"\"")))
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
	text := stack(f.Para(t.Text, r.Stage.Why, 0), status, stack(rows...), f.Hang(t.Look.Render("! "), t.Text, not), findings(f, r.Findings()))
	return page{Text: text, Actions: s.menu.view(f, s.choices()), Focus: -1}
}
