package arrival

import (
	"maps"
	"slices"
	"strings"

	"ssowizard/internal/engine"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// What a person asks while a sign-in is waited for and a page of Microsoft's stops it:
// what that page means, what a sign-in with the name alone has shown, and the ways on.
// A wait goes on behind these pages until another sign-in begins.

var stopping = []steps.Node{
	{ID: steps.PageStuck, Page: stuckPage, Ways: append(waysOn(true),
		steps.On("page", steps.To(steps.Here), func(_ *steps.Walk, local any, e steps.Event) steps.Move {
			local.(*Stop).Page = e.Arg
			return steps.Stay()
		}),
		steps.On(steps.Back, steps.To(steps.Here, steps.Below), backFromShown),
	)},
	{ID: steps.PageRoleSeen, Page: roleSeenPage, Ways: append(waysOn(false),
		steps.On(steps.Returned, steps.To(steps.Here),
			func(_ *steps.Walk, local any, e steps.Event) steps.Move {
				local.(*Stop).vain, _ = e.Value.(InVain)
				return steps.Stay()
			}),
	)},
}

// Stop is where a sign-in was stopped.
type Stop struct {
	Page string        // what the browser shows, by its id; "" while that is asked
	Told bool          // the program was told of it, and nobody chose it from the list
	For  *steps.SignIn // the sign-in that was stopped
	vain InVain
}

// stoppedOf is the sign-in that a page leads on from: its own, or one that was stopped.
func stoppedOf(local any) *steps.SignIn {
	if l, stop := local.(*Stop); stop {
		return l.For
	}
	return local.(*steps.SignIn)
}

// waysOn are the rows of all ways on. From a box they take the place of the page below
// it too, which waits for the sign-in that is given up.
func waysOn(box bool) []steps.Way {
	leads := map[engine.WayOnID]steps.PageID{
		engine.OnWho: steps.PageCode, engine.OnNewCode: steps.PageCode, engine.OnAgain: steps.PageCode,
		engine.OnBrowser: steps.PageBrowser, engine.OnPortal: steps.PageByHand,
		engine.OnExplain: steps.PageExplain,
		engine.OnStuck:   steps.PageStuck, engine.OnWait: steps.Below,
		engine.OnActivate: pageWayOn, engine.OnApprove: pageWayOn, engine.OnHandOver: pageWayOn,
		engine.OnAzureCLI: pageWayOn,
	}
	var out []steps.Way
	for _, id := range slices.Sorted(maps.Keys(leads)) {
		out = append(out, steps.On(steps.ChoiceID(id), steps.To(leads[id]),
			func(w *steps.Walk, local any, _ steps.Event) steps.Move {
				m := onward(w.Known, id, stoppedOf(local))
				m.Both = box && m.Replace
				return m
			}))
	}
	return out
}

// onward is where a way on leads. A sign-in takes the place of the page that offers it.
func onward(k steps.Known, id engine.WayOnID, stopped *steps.SignIn) steps.Move {
	in := stopped.Anew()
	switch id {
	case engine.OnWho:
		in.Name = true
		return steps.Instead(steps.PageCode, in)
	case engine.OnAgain:
		in.Name = false
		return steps.Instead(steps.PageCode, in)
	case engine.OnNewCode:
		return steps.Instead(steps.PageCode, in)
	case engine.OnBrowser:
		return steps.Instead(steps.PageBrowser, in)
	case engine.OnPortal:
		return steps.GoTo(steps.PageByHand, nil)
	case engine.OnExplain:
		return steps.GoTo(steps.PageExplain, nil)
	case engine.OnStuck:
		return steps.GoTo(steps.PageStuck, &Stop{For: in})
	case engine.OnActivate, engine.OnApprove, engine.OnHandOver, engine.OnAzureCLI:
		way, _ := k.WayOn(id)
		in.Name = false
		return steps.GoTo(pageWayOn, &onTheWay{way: way, stopped: in})
	case engine.OnWait:
	}
	return steps.Close()
}

// stuckPage asks what the browser shows, and says what that page means here and which
// ways lead on.
func stuckPage(st steps.State, local any) steps.Page {
	l := local.(*Stop)
	p := steps.Page{Heading: "What does the browser show?", Box: true, Back: true}
	for _, shown := range st.Browser {
		if shown.ID == l.Page {
			p.Heading = "What the browser shows"
			p.Blocks = []steps.Block{{steps.Para{Weight: steps.Strong, Text: "The browser shows: " +
				shown.Shows}},
				steps.Paragraph(shown.Means), {steps.Fact{Label: "What to do", Text: shown.Do}}}
			p.Choices = waysAsChoices(shown.Ways)
			return p
		}
		p.Choices = append(p.Choices, steps.Choice{ID: "page", Arg: shown.ID, Title: shown.Shows})
	}
	return p
}

// backFromShown leads from one page back to the list.
func backFromShown(_ *steps.Walk, local any, _ steps.Event) steps.Move {
	l := local.(*Stop)
	if l.Page == "" || l.Told {
		return steps.Close()
	}
	l.Page = ""
	return steps.Stay()
}

// roleSeenPage says what a sign-in with the name alone has shown, and the ways on.
func roleSeenPage(st steps.State, local any) steps.Page {
	p := st.Task.StepOne("why the sign-in was stopped")
	seen := st.Role
	p.Blocks = []steps.Block{{
		steps.Fact{Label: "Account", Weight: steps.Strong,
			Text: text.Or(seen.Username, "an account that the sign-in does not name")},
		steps.Fact{Label: "Active roles", Text: text.Or(strings.Join(seen.Roles, ", "), "none")},
	}, steps.Paragraph(seen.Means), {steps.Fact{Label: "What to do", Text: seen.Do}}}
	p.Choices = waysAsChoices(seen.Ways)
	vain := slices.IndexFunc(seen.Ways, func(w engine.WayOn) bool { return w.ID == local.(*Stop).vain.Way })
	p.At = max(0, min(vain+1, len(seen.Ways)-1)) // what led nowhere is not the next one
	return p
}

func waysAsChoices(ways []engine.WayOn) []steps.Choice {
	var out []steps.Choice
	for _, w := range ways {
		c := steps.Choice{ID: steps.ChoiceID(w.ID), Title: w.Title, Detail: w.Detail, Through: w.ID}
		if w.ID == engine.OnStuck {
			c.Key = "w"
		}
		out = append(out, c)
	}
	return out
}
