package table_test

import (
	"maps"
	"os"
	"slices"
	"testing"

	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/table"
)

// entries are the pages on which something begins, each with what begins there. All others
// are reached by rows.
var entries = map[steps.PageID]string{
	steps.PageWelcome:    "the program without a command",
	steps.PageDomain:     "arrival.First: a command, and nothing is remembered",
	steps.PageResume:     "arrival.First: a command, on with what is remembered",
	steps.PageWhole:      "the setup without questions, once somebody is signed in",
	steps.PageReportOf:   "the command that reports for support, where several setups are remembered",
	steps.PageReportFor:  "likewise, where none is",
	steps.PageReportLook: "likewise, whose tenant is known",
}

// opened are the pages that a front opens by itself, each with the reason why no row leads
// there. The list may only shrink.
var opened = map[steps.PageID]string{
	steps.PageUnsigned: "stands for PageByHand in a check on a full screen; by lines it is not asked",
}

// beyond is where a place leads, and what stands for many pages.
func beyond() map[steps.PageID][]steps.PageID {
	var phases []steps.PageID // Walk.PhaseFrame: a page of its own, or the one that all have
	for _, p := range judge.Catalogue() {
		phases = append(phases, steps.PageID(p.ID))
	}
	return map[steps.PageID][]steps.PageID{
		steps.Home: {steps.PageGround, steps.PageUndo, steps.PageChoose, steps.PageRenew, steps.PageURIs,
			steps.PageReport}, // Walk.Home
		steps.Next:      {steps.PagePhase, steps.PageEnd, steps.Home}, // Walk.landing
		steps.PagePhase: phases,
	}
}

// ofFronts are the pages that a front makes by itself.
var ofFronts = []steps.PageID{steps.PageByHand}

var places = []steps.PageID{steps.Here, steps.Below, steps.Home, steps.Leave, steps.Next}

func pagesOf(table []steps.Transition) []steps.PageID {
	var out []steps.PageID
	for _, t := range table {
		if !slices.Contains(out, t.From) {
			out = append(out, t.From)
		}
	}
	return out
}

// TestNoPageIsThereTwice, and none answers the same thing in two ways.
func TestNoPageIsThereTwice(t *testing.T) {
	seen := map[steps.PageID]map[steps.ChoiceID]bool{}
	for _, r := range table.All.Transitions() {
		if seen[r.From] == nil {
			seen[r.From] = map[steps.ChoiceID]bool{}
		}
		if seen[r.From][r.On] {
			t.Errorf("%s answers %q twice", r.From, r.On)
		}
		seen[r.From][r.On] = true
	}
}

// TestEveryTransitionLeadsSomewhere: no row names a page that there is not.
func TestEveryTransitionLeadsSomewhere(t *testing.T) {
	table := table.All.Transitions()
	known := slices.Concat(pagesOf(table), ofFronts, places)
	for _, r := range table {
		for _, to := range r.To {
			if !slices.Contains(known, to) {
				t.Errorf("%s by %q leads to %s, which is no page", r.From, r.On, to)
			}
		}
	}
}

// TestEveryPageIsReached by rows from where something begins.
func TestEveryPageIsReached(t *testing.T) {
	all := table.All.Transitions()
	reached := reachedFrom(all, slices.Collect(maps.Keys(entries)))
	for page, why := range opened {
		if slices.Contains(reached, page) {
			t.Errorf("%s (%s) is reached: take it off the list", page, why)
		}
	}
	reached = reachedFrom(all, append(reached, slices.Collect(maps.Keys(opened))...))
	for _, p := range pagesOf(all) {
		if !slices.Contains(reached, p) {
			t.Errorf("nothing leads to %s", p)
		}
	}
}

// reachedFrom are pages with all to which rows lead from them.
func reachedFrom(all []steps.Transition, pages []steps.PageID) []steps.PageID {
	reached, beyond := slices.Clone(pages), beyond()
	for i := 0; i < len(reached); i++ {
		to := slices.Clone(beyond[reached[i]])
		for _, r := range all {
			if r.From == reached[i] {
				to = append(to, r.To...)
			}
		}
		for _, p := range to {
			if !slices.Contains(reached, p) {
				reached = append(reached, p)
			}
		}
	}
	return reached
}

// TestEveryPageHasAWayOut: from each page, by choices and the way back alone, the page
// below is reached, or the first page, or the end of the program.
func TestEveryPageHasAWayOut(t *testing.T) {
	all := table.All.Transitions()
	for _, p := range keptIn(all) {
		t.Errorf("%s keeps whoever comes there", p)
	}
	for _, p := range pagesOf(all) {
		if !slices.ContainsFunc(all, func(r steps.Transition) bool { return r.From == p && leavesBy(r) }) {
			t.Errorf("%s leads nowhere", p)
		}
	}
	for _, r := range all {
		if r.On == steps.Back && !leavesBy(r) {
			t.Errorf("%s keeps whoever goes back", r.From)
		}
	}
}

func leavesBy(r steps.Transition) bool {
	return slices.ContainsFunc(r.To, func(to steps.PageID) bool { return to != steps.Here && to != r.From })
}

// TestPagesThatKeepAPersonAreFound: two that lead to each other, and what leads there
// alone; not what leads on as well.
func TestPagesThatKeepAPersonAreFound(t *testing.T) {
	stays := steps.To(steps.Here)
	kept := keptIn([]steps.Transition{
		{From: "a", On: "on", To: steps.To("b")}, {From: "a", On: steps.Back, To: stays},
		{From: "a", On: steps.Done, To: steps.To(steps.Home)}, {From: "a", On: steps.Failed, To: steps.To(steps.Below)},
		{From: "b", On: steps.Back, To: steps.To("a")},
		{From: "c", On: steps.Back, To: steps.To("b", "c")},
		{From: "d", On: steps.Back, To: stays}, {From: "d", On: "on", To: steps.To("e")},
		{From: "e", On: steps.Back, To: stays}, {From: "e", On: "leave", To: steps.To(steps.Leave)},
		{From: "f", On: "on", To: steps.To("a")}, // Esc closes it
	})
	if want := steps.To("a", "b", "c"); !slices.Equal(kept, want) {
		t.Errorf("kept in %v, not in %v", kept, want)
	}
}

// unchosen is what happens without a choice of the person.
var unchosen = []steps.ChoiceID{"enter", steps.Done, steps.Failed, steps.Stopped, steps.Returned}

// keptIn are the pages that a person cannot leave. A page that can be closed is left to the
// one below it, and so on to the first. Where it cannot, another has to lead to the first
// page or out: one that only closes leads back again.
func keptIn(all []steps.Transition) []steps.PageID {
	chosen := slices.DeleteFunc(slices.Clone(all), func(r steps.Transition) bool {
		return slices.Contains(unchosen, r.On)
	})
	var kept []steps.PageID
	for _, p := range pagesOf(all) {
		back, closes := false, false
		for _, r := range chosen {
			if r.From == p {
				back, closes = back || r.On == steps.Back, closes || slices.Contains(r.To, steps.Below)
			}
		}
		to := reachedFrom(chosen, []steps.PageID{p})
		if back && !closes && !slices.Contains(to, steps.Home) && !slices.Contains(to, steps.Leave) {
			kept = append(kept, p)
		}
	}
	return kept
}

// TestTheDiagramIsTheTable: docs/walk.md is drawn from the table.
// `go run ./internal/steps/diagram > docs/walk.md` draws it anew.
func TestTheDiagramIsTheTable(t *testing.T) {
	was, err := os.ReadFile("../../../docs/walk.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(was) != table.All.Draw() {
		t.Error("docs/walk.md is not what the table says; go run ./internal/steps/diagram > docs/walk.md")
	}
}
