package steps

import "ssowizard/internal/judge"

// asking is a page that puts one of the questions.
type asking struct {
	id      PageID
	about   judge.Question
	heading string
	blocks  func(State) []Block
	yes, no Choice
	ways    []way
}

func saying(text string) func(State) []Block {
	return func(State) []Block { return []Block{para(text)} }
}

func (q asking) node() node { return node{id: q.id, page: q.page, ways: q.ways} }

// page puts the answer first that Enter alone gives. Where that is a no, no agreement
// that was given beforehand says yes.
func (q asking) page(st State, _ any) Page {
	q.yes.ID, q.yes.Key, q.no.ID, q.no.Key = "yes", "y", "no", "n"
	p := Page{Heading: q.heading, Box: true, Asks: q.about, Blocks: q.blocks(st),
		Choices: []Choice{q.yes, q.no}}
	if q.about.Default(st.Snapshot) == judge.AnswerNo {
		p.Alone, p.Choices = true, []Choice{q.no, q.yes}
	}
	return p
}
