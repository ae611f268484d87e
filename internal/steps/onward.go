package steps

import (
	"slices"

	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// Where the walk goes from a phase, and which page a phase has.

// Phase is the phase to whose page a move leads. A phase with a page of its own gives
// that its id: "29".
func (m Move) Phase() (string, bool) {
	if m.To == PagePhase {
		return m.Local.(string), true
	}
	p, some := judge.PhaseByID(string(m.To))
	return p.ID, some
}

// PhaseFrame is the page of a phase: its own, and else the one that all phases have.
func (w *Walk) PhaseFrame(phase string) *Frame {
	if _, own := w.table.nodes[PageID(phase)]; own {
		return At(PageID(phase), nil)
	}
	return At(PagePhase, phase)
}

// Following is the phase to which Next leads from one; "" where the walk is at its end.
func (w *Walk) Following(phase string) string {
	return following(w.Verdict(), phase, w.Known.SignedIn(), w.Task == nil)
}

// following is the first open phase after one, else the first open one before it, else
// "". Whoever walks without signing in is not sent back to step 1.
func following(v judge.Verdict, phase string, signedIn, walking bool) string {
	here := slices.IndexFunc(v.Phases, func(r judge.PhaseReport) bool { return r.Phase.ID == phase })
	for i := range v.Phases {
		r := v.Phases[(here+1+i)%len(v.Phases)]
		signIn := r.Phase.ID == "1" && !signedIn
		// What is blocked comes after what it waits for; where that was skipped, so is
		// this, and the end says what is left. Without a sign-in nobody knows whether it
		// waits for anything, so every phase is shown.
		waits := r.Status == setup.StatusBlocked && (signedIn || !walking)
		if !r.Status.Settled() && !waits && !signIn {
			return r.Phase.ID
		}
	}
	return ""
}

// landing is where a move leads in the end.
func (w *Walk) landing(from Frame, m Move) Move {
	if errand, some := m.Local.(*Errand); some {
		m.Local = &SignIn{Errand: errand}
		if m.To == PageCode && w.Way == engine.OnBrowser { // by the way that the run was begun with
			m.To = PageBrowser
		}
	}
	switch {
	case m.To != Next:
	case w.Task != nil:
		m.To = Home
	default:
		phase := w.table.nodes[from.ID].Page(w.State(), from.Local).Phase
		if m.To, m.Local = PagePhase, any(w.Following(phase)); m.Local == "" {
			m.To, m.Local = PageEnd, nil
		}
	}
	return m
}

// Onwards says where "Go on" leads from a phase.
func Onwards(st State, phase string) string {
	if st.Task != nil {
		return st.Task.Back
	}
	if p, some := judge.PhaseByID(following(st.Verdict, phase, st.SignedIn, true)); some {
		return p.Heading()
	}
	return "everything is settled; see where it stands"
}

// TurnFrom leads from the page of a phase to that of the one before it or after it, as the
// event's Arg says: "before", "after".
func TurnFrom(w *Walk, phase, where string) Move {
	phases := w.Verdict().Phases
	at := slices.IndexFunc(phases, func(r judge.PhaseReport) bool { return r.Phase.ID == phase })
	if at < 0 {
		return Stay()
	}
	if at++; where == "before" {
		at -= 2
	}
	if at < 0 || at >= len(phases) {
		return Stay()
	}
	return GoTo(PagePhase, phases[at].Phase.ID)
}
