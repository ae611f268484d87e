package views

import (
	"charm.land/lipgloss/v2"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/tui/ui"
)

// Theme is the look of the parts, and of what the engine answers.
type Theme struct{ ui.Theme }

// NewTheme is the look on a backdrop.
func NewTheme(on ui.Backdrop) Theme { return Theme{ui.NewTheme(on)} }

// Glyph is one state as it is drawn and as it is said.
type Glyph struct {
	Mark  string
	Word  string
	Style lipgloss.Style
}

// Status gives the glyph, the word and the style of a step's state.
func (t Theme) Status(s setup.Status) Glyph {
	switch s {
	case setup.StatusOK:
		return Glyph{"✓", phases.StatusWords[s], t.Good}
	case setup.StatusWarn:
		return Glyph{"!", phases.StatusWords[s], t.Look}
	case setup.StatusFail:
		return Glyph{"✗", phases.StatusWords[s], t.Bad}
	case setup.StatusUnknown:
		return Glyph{"?", phases.StatusWords[s], t.Unsure}
	case setup.StatusConfirmed:
		return Glyph{"~", phases.StatusWords[s], t.Good}
	case setup.StatusBlocked:
		return Glyph{"◌", phases.StatusWords[s], t.Muted}
	case setup.StatusSkipped:
		return Glyph{"–", phases.StatusWords[s], t.Muted}
	case setup.StatusTodo:
		return Glyph{"○", phases.StatusWords[s], t.Text}
	}
	return Glyph{"?", string(s), t.Unsure}
}

// Level gives the glyph of a finding.
func (t Theme) Level(l setup.Level) Glyph {
	switch l {
	case setup.LevelNote:
		return Glyph{"·", "note", t.Muted}
	case setup.LevelWarn:
		return Glyph{"!", "look here", t.Look}
	case setup.LevelFail:
		return Glyph{"✗", "does not hold", t.Bad}
	}
	return Glyph{"?", "could not check", t.Unsure}
}

// Now marks what is going on or where the person is.
func (t Theme) Now() Glyph { return Glyph{"●", "now", t.Accent} }

// String is the glyph and its word.
func (g Glyph) String() string { return g.Style.Render(g.Mark + " " + g.Word) }

// Dot is the glyph alone, for places where the word stands close by.
func (g Glyph) Dot() string { return g.Style.Render(g.Mark) }

// Sign is the state of a phase as lists show it; what is being written is marked.
func (t Theme) Sign(st State, r judge.PhaseReport) Glyph {
	if st.Writing != "" && st.Writing == r.Phase.ID {
		return Glyph{"●", "being written", t.Accent}
	}
	sign, word := phases.Sighted(st.Snapshot, st.Profile, st.Task, r)
	g := t.Glyph(sign)
	g.Word = word
	return g
}

// Unseen is what nobody has looked at in this run. It is no answer about the
// tenant: neither that something holds, nor that it could not be checked.
func (t Theme) Unseen() Glyph { return Glyph{"·", "not looked at yet", t.Muted} }
