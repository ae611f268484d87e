package tui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
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
		return glyph{"✓", "holds", t.Good}
	case setup.StatusWarn:
		return glyph{"!", "look here", t.Look}
	case setup.StatusFail:
		return glyph{"✗", "does not hold", t.Bad}
	case setup.StatusUnknown:
		return glyph{"?", "could not check", t.Unsure}
	case setup.StatusConfirmed:
		return glyph{"~", "confirmed by you", t.Good}
	case setup.StatusBlocked:
		return glyph{"◌", "blocked", t.Muted}
	case setup.StatusSkipped:
		return glyph{"–", "skipped", t.Muted}
	case setup.StatusTodo:
		return glyph{"○", "to do", t.Text}
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

// looked tells whether anything of the tenant was read in this run. Until then
// nothing can be said about what lies there, and nothing has failed to be read.
func (st state) looked() bool {
	s := st.Snapshot
	return s.SignedIn && (s.Organization.Known || s.Role.Known || s.Candidates.Known || s.App.Known ||
		s.Graph.Known)
}

// chosen tells whether the run knows which registration it is about, or that a
// new one is to be made.
func (st state) chosen() bool { return st.Profile.App.AppID != "" || st.Profile.Wanted.New }

// Sign is the state of a phase as lists show it. It keeps the engine's three
// answers apart and says what the engine's word alone would leave open: whether
// anybody has looked yet, and what comes first.
func (t theme) Sign(st state, r judge.PhaseReport) glyph {
	open := r.Status == setup.StatusTodo || r.Status == setup.StatusBlocked
	switch {
	case st.Writing != "" && st.Writing == r.Phase.ID:
		return glyph{"●", "being written", t.Accent}
	case !st.looked() && (r.Status == setup.StatusUnknown || r.Status == setup.StatusBlocked):
		return t.Unseen()
	case st.Task && open && r.Phase.ID == "1" && st.Snapshot.SignedIn:
		return glyph{"○", "asked before a write", t.Text}
	case st.Task && open && r.Phase.ID == "2":
		return glyph{"○", "to be chosen", t.Text}
	case st.Task && open && r.Phase.ID != "1" && !st.chosen():
		return t.Unseen()
	case r.Status == setup.StatusBlocked && !st.chosen():
		return glyph{"◌", "waits for step 2", t.Muted}
	case r.Status == setup.StatusBlocked && r.BlockedBy != "":
		first, _, _ := strings.Cut(r.BlockedBy, " · ")
		return glyph{"◌", "waits for " + strings.ToLower(first), t.Muted}
	}
	return t.Status(r.Status)
}

// Unseen is what nobody has looked at in this run. It is no answer about the
// tenant: neither that something holds, nor that it could not be checked.
func (t theme) Unseen() glyph { return glyph{"·", "not looked at yet", t.Muted} }
