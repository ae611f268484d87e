package plain

import (
	"slices"
	"testing"

	"ssowizard/internal/steps"
	"ssowizard/internal/steps/table"
)

// TestAPolicyAnswersPagesOfTheTable: where nobody can be asked the same pages are
// answered, by choices that they have.
func TestAPolicyAnswersPagesOfTheTable(t *testing.T) {
	rows := table.All.Transitions()
	for id := range policies {
		if !slices.ContainsFunc(rows, func(r steps.Transition) bool { return r.From == id }) {
			t.Errorf("%s is no page of the table", id)
		}
	}
	for id, on := range map[steps.PageID]steps.ChoiceID{
		steps.PageGround: "everything", steps.PageWhole: "everything", steps.PageURIs: "without",
		steps.PageUndo: "take-back", steps.PageChoose: "take", steps.PageRenew: "make", "2": "new",
	} {
		if !slices.ContainsFunc(rows, func(r steps.Transition) bool { return r.From == id && r.On == on }) {
			t.Errorf("%s has no choice %q", id, on)
		}
	}
}
