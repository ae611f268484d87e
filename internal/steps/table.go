package steps

import (
	"cmp"
	"slices"
)

// Node is one page: how it looks, what begins with it, and where its choices lead.
type Node struct {
	ID    PageID
	Fresh func() any // what it remembers at first; nil: nothing, or what it was opened with
	Page  func(State, any) Page
	Enter func(*Walk, any) Move // when it comes into view; nil: nothing
	First []PageID              // what enter may open above it
	Ways  []Way
}

// Way is one row of the table of transitions.
type Way struct {
	On ChoiceID
	To []PageID // all that it may lead to, places included
	Do func(*Walk, any, Event) Move
}

// On is a row: a choice, all that it may lead to, and what decides.
func On(choice ChoiceID, to []PageID, do func(*Walk, any, Event) Move) Way {
	return Way{choice, to, do}
}

// To are pages and places to which a row may lead.
func To(pages ...PageID) []PageID { return pages }

// Leads leads to one page without anything to decide.
func Leads(on ChoiceID, p PageID) Way {
	return Way{on, []PageID{p}, func(*Walk, any, Event) Move { return Move{To: p} }}
}

// Table is pages by their ids, with where everything leads.
type Table struct {
	all   []Node
	nodes map[PageID]Node
}

// NewTable is the table of what the rooms hold. Two pages of one id are a mistake of the program.
func NewTable(rooms ...[]Node) *Table {
	t := &Table{all: slices.Concat(rooms...), nodes: map[PageID]Node{}}
	for _, n := range t.all {
		if _, there := t.nodes[n.ID]; there {
			panic("steps: two pages are called " + string(n.ID))
		}
		t.nodes[n.ID] = n
	}
	return t
}

// Transition is one row of the table: what leads from a page, and to which.
type Transition struct {
	From PageID
	On   ChoiceID
	To   []PageID
}

// Transitions are where everything leads, by pages and in the order of their choices.
func (t *Table) Transitions() []Transition {
	var out []Transition
	for _, n := range t.all {
		if len(n.First) > 0 {
			out = append(out, Transition{n.ID, "enter", n.First})
		}
		for _, w := range n.Ways {
			out = append(out, Transition{n.ID, w.On, w.To})
		}
	}
	slices.SortStableFunc(out, func(a, b Transition) int { return cmp.Compare(a.From, b.From) })
	return out
}
