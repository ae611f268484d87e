package steps

import (
	"fmt"
	"slices"

	"ssowizard/internal/setup"
)

// Step 2: the registrations that could already be the one, why, and the choice between
// one of them and a new one. Nothing is adopted by its name alone, and nothing new is made
// unseen beside an old one.
var secondStep = stepped{phase: "2", fresh: func() any { return &second{} }, facts: foundInSetup,
	own: registrationChoices,
	more: func(st State, _ any, p *Page) {
		p.Sensitive = chosenNames(st)
	},
	ways: []way{
		{"take", []PageID{Here}, take},
		to("new", PageName),
		to("by-id", PageChooseID),
		{"by-name", []PageID{PageSearch, PagePhase}, func(w *Walk, _ any, _ Event) Move {
			if !w.known.SignedIn() {
				return open(PagePhase, "1")
			}
			return Move{To: PageSearch}
		}},
		{Done, []PageID{Here, Next}, secondDone},
	}}

// second remembers that a registration was chosen, which is being read.
type second struct{ reading bool }

func secondDone(w *Walk, local any, e Event) Move {
	l := local.(*second)
	c, kept := e.Result.(chosen)
	switch {
	case kept && c.unread && w.known.SignedIn():
		l.reading = true
		return stay(Run{w.readWork("Reading the registration")})
	case kept, l.reading && w.verdict().Phase("2").Status.Settled():
		l.reading = false
		return Move{To: Next}
	}
	l.reading = false
	return phaseDone(w, local, e)
}

// registrationChoices are what can be chosen. One that only has the name is not what
// Enter alone takes.
func registrationChoices(st State, _ any) []Choice {
	s, p := st.Snapshot, st.Profile
	fresh := Choice{ID: "new", Title: "Make a new registration", Key: "m",
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
		out = append([]Choice{fresh}, out...)
	}
	return append(out, name, Choice{ID: "by-id", Title: "Another one, by its id", Key: "i",
		Detail: "its application (client) ID"})
}

// likely tells whether more than a name speaks for one of those that were found.
func likely(s setup.Snapshot) bool {
	return slices.ContainsFunc(s.Candidates.Value, setup.Candidate.ByURI) ||
		slices.ContainsFunc(s.Bin.Value, setup.Candidate.Whole)
}

// foundInSetup says what the search came to, so that an empty list is not taken for one
// that was not read.
func foundInSetup(st State, _ any) []Block {
	c := st.Snapshot.Candidates
	out := []Block{phaseFacts(st, st.Verdict.Phase("2"))}
	switch n := len(c.Value); {
	case !c.Known && st.byHand(): // nobody has looked
	case !c.Known:
		out = append(out, mark(SignUnsure, "Could not look for registrations: "+c.Why.Text))
	case n == 0 && len(st.Snapshot.Bin.Value) > 0:
		out = append(out, mark(SignLook, "No registration that is there has the MTP portal's redirect URI "+
			"or a name like it. What was deleted:"))
	case n == 0:
		out = append(out, mark(SignGood, "No registration here has the MTP portal's redirect URI or a name "+
			"like it. A new one is made next."))
	case n == 1:
		out = append(out, mark(SignLook, "One registration could already be it:"))
	default:
		out = append(out, mark(SignLook, fmt.Sprintf("%d registrations could already be it:", n)))
	}
	return out
}
