package tui

import (
	"charm.land/lipgloss/v2"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/tui/ui"
)

// theme is the look of the parts, and of what the engine answers.
type theme struct{ ui.Theme }

func newTheme(on ui.Backdrop) theme { return theme{ui.NewTheme(on)} }

// glyph is one state as it is drawn and as it is said.
type glyph struct {
	Mark  string
	Word  string
	Style lipgloss.Style
}

// Status gives the glyph, the word and the style of a step's state.
func (t theme) Status(s setup.Status) glyph {
	switch s {
	case setup.StatusOK:
		return glyph{"✓", phases.StatusWords[s], t.Good}
	case setup.StatusWarn:
		return glyph{"!", phases.StatusWords[s], t.Look}
	case setup.StatusFail:
		return glyph{"✗", phases.StatusWords[s], t.Bad}
	case setup.StatusUnknown:
		return glyph{"?", phases.StatusWords[s], t.Unsure}
	case setup.StatusConfirmed:
		return glyph{"~", phases.StatusWords[s], t.Good}
	case setup.StatusBlocked:
		return glyph{"◌", phases.StatusWords[s], t.Muted}
	case setup.StatusSkipped:
		return glyph{"–", phases.StatusWords[s], t.Muted}
	case setup.StatusTodo:
		return glyph{"○", phases.StatusWords[s], t.Text}
	}
	return glyph{"?", string(s), t.Unsure}
}

// Level gives the glyph of a finding.
func (t theme) Level(l setup.Level) glyph {
	switch l {
	case setup.LevelNote:
		return glyph{"·", "note", t.Muted}
	case setup.LevelWarn:
		return glyph{"!", "look here", t.Look}
	case setup.LevelFail:
		return glyph{"✗", "does not hold", t.Bad}
	}
	return glyph{"?", "could not check", t.Unsure}
}

// Now marks what is going on or where the person is.
func (t theme) Now() glyph { return glyph{"●", "now", t.Accent} }

// String is the glyph and its word.
func (g glyph) String() string { return g.Style.Render(g.Mark + " " + g.Word) }

// Dot is the glyph alone, for places where the word stands close by.
func (g glyph) Dot() string { return g.Style.Render(g.Mark) }

// Sign is the state of a phase as lists show it; what is being written is marked.
func (t theme) Sign(st state, r judge.PhaseReport) glyph {
	if st.Writing != "" && st.Writing == r.Phase.ID {
		return glyph{"●", "being written", t.Accent}
	}
	sign, word := phases.Sighted(st.Snapshot, st.Profile, st.Task, r)
	g := t.sign(sign)
	g.Word = word
	return g
}

// Unseen is what nobody has looked at in this run. It is no answer about the
// tenant: neither that something holds, nor that it could not be checked.
func (t theme) Unseen() glyph { return glyph{"·", "not looked at yet", t.Muted} }
