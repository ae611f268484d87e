package tui

import (
	"strings"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// looked tells whether anything of the tenant was read in this run. Until then
// nothing can be said about what lies there, and nothing has failed to be read.
func (st state) looked() bool {
	s := st.Snapshot
	return s.SignedIn && (s.Organization.Known || s.Role.Known || s.Candidates.Known || s.App.Known || s.Graph.Known)
}

// chosen tells whether the run knows which registration it is about, or that a
// new one is to be made.
func (st state) chosen() bool { return st.Profile.App.AppID != "" || st.Profile.Wanted.New }

// Sign is the state of a stage as lists show it. It keeps the engine's three
// answers apart and says what the engine's word alone would leave open: whether
// anybody has looked yet, and what comes first.
func (t theme) Sign(st state, r judge.StageReport) glyph {
	open := r.Status == setup.StatusTodo || r.Status == setup.StatusBlocked
	switch {
	case st.Writing != "" && st.Writing == r.Stage.ID:
		return glyph{"●", "being written", t.Accent}
	case !st.looked() && (r.Status == setup.StatusUnknown || r.Status == setup.StatusBlocked):
		return t.Unseen()
	case st.Task && open && r.Stage.ID == "1" && st.Snapshot.SignedIn:
		return glyph{"○", "asked before a write", t.Text}
	case st.Task && open && r.Stage.ID == "2":
		return glyph{"○", "to be chosen", t.Text}
	case st.Task && open && r.Stage.ID != "1" && !st.chosen():
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
