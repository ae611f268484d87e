package steps

// Note is what the page is about.
type Note struct{ Heading, About, Label string }

// PageNote takes one line of a person's own words, and brings it back to the page below:
// why a step is skipped, or what was done by hand.
var noting = []node{
	{id: PageNote, page: notePage, ways: []way{
		{"note", []PageID{Below}, func(_ *Walk, _ any, e Event) Move { return answer(e.Arg) }},
	}},
}

func notePage(_ State, local any) Page {
	n := local.(Note)
	return Page{Heading: n.Heading, Box: true, Blocks: []Block{para(n.About)},
		Input: &Input{ID: "note", Label: n.Label, Enter: "keep the note", Most: 500,
			Help: "It stays on this computer and in the report. Enter without a note is fine."}}
}
