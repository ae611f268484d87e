package plans

import (
	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
)

// Question is a page that puts one of the questions.
type Question struct {
	ID      steps.PageID
	About   judge.Question
	Heading string
	Blocks  func(steps.State) []steps.Block
	Yes, No steps.Choice
	Ways    []steps.Way
}

// Saying are blocks of one text, whatever the state is.
func Saying(text string) func(steps.State) []steps.Block {
	return func(steps.State) []steps.Block { return []steps.Block{steps.Paragraph(text)} }
}

// Node is the page of the question.
func (q Question) Node() steps.Node { return steps.Node{ID: q.ID, Page: q.Page, Ways: q.Ways} }

// Page puts the answer first that Enter alone gives. Where that is a no, no agreement
// that was given beforehand says yes.
func (q Question) Page(st steps.State, _ any) steps.Page {
	q.Yes.ID, q.Yes.Key, q.No.ID, q.No.Key = "yes", "y", "no", "n"
	p := steps.Page{Heading: q.Heading, Box: true, Asks: q.About, Blocks: q.Blocks(st),
		Choices: []steps.Choice{q.Yes, q.No}}
	if q.About.Default(st.Snapshot) == judge.AnswerNo {
		p.Alone, p.Choices = true, []steps.Choice{q.No, q.Yes}
	}
	return p
}
