package aloud

import (
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
)

// TestABlockIsOnePiece: a line may be about the one above it. What changes while somebody
// waits stands for itself.
func TestABlockIsOnePiece(t *testing.T) {
	about := steps.Para{Text: "This one is likely in use.", In: 6}
	item := func(title string) steps.Item { return steps.Item{Sign: steps.Sign(setup.StatusOK), Title: title} }
	var got []string
	for _, piece := range (Lines{}).Pieces([]steps.Block{
		{steps.Fact{Label: "Old", Text: "a"}, about}, {steps.Fact{Label: "New", Text: "b"}},
		{steps.Para{Text: "Tried:"}, item("a token"), item("a read")},
	}) {
		if len(piece) > 0 {
			got = append(got, strings.Join(piece, "|"))
		}
	}
	want := []string{"  Old: a|      This one is likely in use.", "  New: b", "Tried:", "  Holds: a token", "  Holds: a read"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
