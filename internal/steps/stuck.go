package steps

import (
	"maps"
	"slices"
	"strings"

	"ssowizard/internal/engine"
	"ssowizard/internal/text"
)

// What a person asks while a sign-in is waited for and a page of Microsoft's stops it:
// what that page means, what a sign-in with the name alone has shown, and the ways on.
// A wait goes on behind these pages until another sign-in begins.

var stopping = []node{
	{id: PageStuck, page: stuckPage, ways: append(waysOn(true),
		way{"page", []PageID{Here}, func(_ *Walk, local any, e Event) Move {
			local.(*Stop).Page = e.Arg
			return stay()
		}},
		way{Back, []PageID{Here, Below}, backFromShown},
	)},
	{id: PageRoleSeen, page: roleSeenPage, ways: append(waysOn(false),
		way{Returned, []PageID{Here}, func(_ *Walk, local any, e Event) Move {
			local.(*Stop).vain, _ = e.Value.(InVain)
			return stay()
		}},
	)},
}

// Stop is where a sign-in was stopped.
type Stop struct {
	Page string // what the browser shows, by its id; "" while that is asked
	Told bool   // the program was told of it, and nobody chose it from the list
	Then string // the phase that the next sign-in comes back to; "" for where it began
	vain InVain
}

// waysOn are the rows of all ways on. From a box they take the place of the page below
// it too, which waits for the sign-in that is given up.
func waysOn(box bool) []way {
	leads := map[engine.WayOnID]PageID{
		engine.OnWho: PageCode, engine.OnNewCode: PageCode, engine.OnAgain: PageCode,
		engine.OnBrowser: PageBrowser, engine.OnPortal: PageByHand, engine.OnExplain: PageExplain,
		engine.OnStuck: PageStuck, engine.OnWait: Below,
		engine.OnActivate: pageWayOn, engine.OnApprove: pageWayOn, engine.OnHandOver: pageWayOn,
		engine.OnAzureCLI: pageWayOn,
	}
	var out []way
	for _, id := range slices.Sorted(maps.Keys(leads)) {
		out = append(out, way{ChoiceID(id), []PageID{leads[id]}, func(w *Walk, local any, _ Event) Move {
			m := Onward(w.known, id, local.(*Stop).Then)
			m.Both = box && m.Replace
			return m
		}})
	}
	return out
}

// Onward is where a way on leads. A sign-in takes the place of the page that offers it.
func Onward(k Known, id engine.WayOnID, then string) Move {
	switch id {
	case engine.OnWho:
		return instead(PageCode, &SignIn{Name: true, Then: then})
	case engine.OnNewCode, engine.OnAgain:
		return instead(PageCode, &SignIn{Then: then})
	case engine.OnBrowser:
		return instead(PageBrowser, &SignIn{Then: then})
	case engine.OnPortal:
		return open(PageByHand, nil)
	case engine.OnExplain:
		return open(PageExplain, nil)
	case engine.OnStuck:
		return open(PageStuck, &Stop{Then: then})
	case engine.OnActivate, engine.OnApprove, engine.OnHandOver, engine.OnAzureCLI:
		way, _ := k.WayOn(id)
		return open(pageWayOn, &onTheWay{way: way, then: then})
	case engine.OnWait:
	}
	return below()
}

// stuckPage asks what the browser shows, and says what that page means here and which
// ways lead on.
func stuckPage(st State, local any) Page {
	l := local.(*Stop)
	p := Page{Heading: "What does the browser show?", Box: true, Back: true}
	for _, shown := range st.Browser {
		if shown.ID == l.Page {
			p.Heading = "What the browser shows"
			p.Blocks = []Block{{Para{Weight: Strong, Text: "The browser shows: " + shown.Shows}},
				para(shown.Means), {Fact{Label: "What to do", Text: shown.Do}}}
			p.Choices = waysAsChoices(shown.Ways)
			return p
		}
		p.Choices = append(p.Choices, Choice{ID: "page", Arg: shown.ID, Title: shown.Shows})
	}
	return p
}

// backFromShown leads from one page back to the list.
func backFromShown(_ *Walk, local any, _ Event) Move {
	l := local.(*Stop)
	if l.Page == "" || l.Told {
		return below()
	}
	l.Page = ""
	return stay()
}

// roleSeenPage says what a sign-in with the name alone has shown, and the ways on.
func roleSeenPage(st State, local any) Page {
	p := st.Task.stepOne("why the sign-in was stopped")
	seen := st.Role
	p.Blocks = []Block{{
		Fact{Label: "Account", Weight: Strong,
			Text: text.Or(seen.Username, "an account that the sign-in does not name")},
		Fact{Label: "Active roles", Text: text.Or(strings.Join(seen.Roles, ", "), "none")},
	}, para(seen.Means), {Fact{Label: "What to do", Text: seen.Do}}}
	p.Choices = waysAsChoices(seen.Ways)
	vain := slices.IndexFunc(seen.Ways, func(w engine.WayOn) bool { return w.ID == local.(*Stop).vain.Way })
	p.At = max(0, min(vain+1, len(seen.Ways)-1)) // what led nowhere is not the next one
	return p
}

func waysAsChoices(ways []engine.WayOn) []Choice {
	var out []Choice
	for _, w := range ways {
		c := Choice{ID: ChoiceID(w.ID), Title: w.Title, Detail: w.Detail, Through: w.ID}
		if w.ID == engine.OnStuck {
			c.Key = "w"
		}
		out = append(out, c)
	}
	return out
}
