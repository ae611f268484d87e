package choose

import (
	"fmt"
	"slices"

	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
)

// Step 2: the registrations that could already be the one, why, and the choice between
// one of them and a new one. Nothing is adopted by its name alone, and nothing new is made
// unseen beside an old one.
var secondStep = phases.Stepped{Phase: "2", Fresh: func() any { return &second{} }, Facts: foundInSetup,
	Own: registrationChoices,
	More: func(st steps.State, _ any, p *steps.Page) {
		p.Sensitive = chosenNames(st)
	},
	Ways: []steps.Way{
		steps.On("take", steps.To(steps.Here), take),
		steps.Leads("new", steps.PageName),
		steps.Leads("by-id", steps.PageChooseID),
		steps.On("by-name", steps.To(steps.PageSearch, steps.PagePhase),
			func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
				if !w.Known.SignedIn() {
					return steps.GoTo(steps.PagePhase, "1")
				}
				return steps.Move{To: steps.PageSearch}
			}),
		steps.On(steps.Done, steps.To(steps.Here, steps.Next), secondDone),
	}}

// second remembers that a registration was chosen, which is being read.
type second struct{ reading bool }

func secondDone(w *steps.Walk, local any, e steps.Event) steps.Move {
	l := local.(*second)
	c, kept := e.Result.(chosen)
	switch {
	case kept && c.unread && w.Known.SignedIn():
		l.reading = true
		return steps.Stay(steps.Run{Work: w.ReadWork("Reading the registration")})
	case kept, l.reading && w.Verdict().Phase("2").Status.Settled():
		l.reading = false
		return steps.Move{To: steps.Next}
	}
	l.reading = false
	return phases.PhaseDone(w, local, e)
}

// registrationChoices are what can be chosen. One that only has the name is not what
// Enter alone takes.
func registrationChoices(st steps.State, _ any) []steps.Choice {
	s, p := st.Snapshot, st.Profile
	fresh := steps.Choice{ID: "new", Title: "Make a new registration", Key: "m",
		Detail: "nothing is written yet; its name comes next"}
	gone := s.App.Known && s.App.Value == nil
	if p.App.AppID != "" && !p.App.Adopted && !gone {
		fresh.Off = "this walk has made one already and goes on with it"
	}
	name := byName(st)
	if name.Off != "" {
		name.Off, name.Detail = "", "needs a sign-in; leads there"
	}
	out := candidates(st)
	if likely(s) || p.App.AppID != "" {
		out = append(out, fresh)
	} else {
		out = append([]steps.Choice{fresh}, out...)
	}
	return append(out, name, steps.Choice{ID: "by-id", Title: "Another one, by its id", Key: "i",
		Detail: "its application (client) ID"})
}

// likely tells whether more than a name speaks for one of those that were found.
func likely(s setup.Snapshot) bool {
	return slices.ContainsFunc(s.Candidates.Value, setup.Candidate.ByURI) ||
		slices.ContainsFunc(s.Bin.Value, setup.Candidate.Whole)
}

// foundInSetup says what the search came to, so that an empty list is not taken for one
// that was not read.
func foundInSetup(st steps.State, _ any) []steps.Block {
	c := st.Snapshot.Candidates
	out := []steps.Block{phases.PhaseFacts(st, st.Verdict.Phase("2"))}
	switch n := len(c.Value); {
	case !c.Known && st.ByHand(): // nobody has looked
	case !c.Known:
		out = append(out, steps.Marked(steps.SignUnsure, "Could not look for registrations: "+c.Why.Text))
	case n == 0 && len(st.Snapshot.Bin.Value) > 0:
		out = append(out, steps.Marked(steps.SignLook, "No registration that is there has the MTP portal's "+
			"redirect URI or a name like it. What was deleted:"))
	case n == 0:
		out = append(out, steps.Marked(steps.SignGood, "No registration here has the MTP portal's redirect "+
			"URI or a name like it. A new one is made next."))
	case n == 1:
		out = append(out, steps.Marked(steps.SignLook, "One registration could already be it:"))
	default:
		out = append(out, steps.Marked(steps.SignLook, fmt.Sprintf("%d registrations could already be it:",
			n)))
	}
	return out
}
