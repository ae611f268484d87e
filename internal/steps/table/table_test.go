package table_test

import (
	"os"
	"slices"
	"testing"

	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/table"
)

// entries are the pages on which something begins: a task, or what a page that is not
// part of the table yet leads to.
var entries = []steps.PageID{steps.PageUndo, steps.PageGround, steps.PageWhole, steps.PageConsent, steps.PageRenew,
	steps.PageRepairs, steps.PageOpen, steps.PageUnclaimed, steps.PageNote, steps.PageSecret, steps.PageStuck,
	steps.PageRoleSeen, steps.PageUnlock, steps.PageReading, steps.PageWelcome, steps.PageChoose,
	"2", steps.PageReport, steps.PageUnsigned, steps.PageEnd,
	"N1-N2", "A1-A2", steps.PageReportOf, steps.PageReportFor, steps.PageReportLook}

// outside are the pages that a front still makes by itself.
var outside = []steps.PageID{steps.PageByHand}

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
	known := slices.Concat(pagesOf(table), outside, places)
	for _, r := range table {
		for _, to := range r.To {
			if !slices.Contains(known, to) {
				t.Errorf("%s by %q leads to %s, which is no page", r.From, r.On, to)
			}
		}
	}
}

// TestEveryPageIsReached from where a task begins.
func TestEveryPageIsReached(t *testing.T) {
	table := table.All.Transitions()
	reached := slices.Clone(entries)
	for _, p := range judge.Catalogue() {
		reached = append(reached, steps.PageID(p.ID))
	}
	for i := 0; i < len(reached); i++ {
		for _, r := range table {
			if r.From != reached[i] {
				continue
			}
			for _, to := range r.To {
				if !slices.Contains(reached, to) {
					reached = append(reached, to)
				}
			}
		}
	}
	for _, p := range pagesOf(table) {
		if !slices.Contains(reached, p) {
			t.Errorf("nothing leads to %s", p)
		}
	}
}

// TestEveryPageHasAWayOut: from each page, by its own choices and the way back that
// every page has, the pages below are reached.
func TestEveryPageHasAWayOut(t *testing.T) {
	for _, p := range pagesOf(table.All.Transitions()) {
		out := false
		var back *steps.Transition
		for _, r := range table.All.Transitions() {
			if r.From == p && r.On == steps.Back {
				back = &r
			}
			out = out || r.From == p && slices.ContainsFunc(r.To,
				func(to steps.PageID) bool { return to != steps.Here && to != p })
		}
		if back != nil && !slices.ContainsFunc(back.To,
			func(to steps.PageID) bool { return to != steps.Here }) {
			t.Errorf("%s keeps whoever goes back", p)
		}
		if !out {
			t.Errorf("%s leads nowhere", p)
		}
	}
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
