package phases

import (
	"ssowizard/internal/steps"
)

// Note is what the page is about.
type Note struct{ Heading, About, Label string }

// PageNote takes one line of a person's own words, and brings it back to the page below:
// why a step is skipped, or what was done by hand.
var noting = []steps.Node{
	{ID: steps.PageNote, Page: notePage, Ways: []steps.Way{
		steps.On("note", steps.To(steps.Below), func(_ *steps.Walk, _ any, e steps.Event) steps.Move {
			return steps.Answer(e.Arg)
		}),
	}},
}

func notePage(_ steps.State, local any) steps.Page {
	n := local.(Note)
	return steps.Page{Heading: n.Heading, Box: true, Blocks: []steps.Block{steps.Paragraph(n.About)},
		Input: &steps.Input{ID: "note", Label: n.Label, Enter: "keep the note", Most: 500,
			Help: "It stays on this computer and in the report. Enter without a note is fine."}}
}
