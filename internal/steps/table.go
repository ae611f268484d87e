package steps

import (
	"cmp"
	"slices"
)

// node is one page: how it looks, what begins with it, and where its choices lead.
type node struct {
	id    PageID
	fresh func() any // what it remembers at first; nil: nothing, or what it was opened with
	page  func(State, any) Page
	enter func(*Walk, any) Move // when it comes into view; nil: nothing
	first []PageID              // what enter may open above it
	ways  []way
}

// way is one row of the table of transitions.
type way struct {
	on ChoiceID
	to []PageID // all that it may lead to, places included
	do func(*Walk, any, Event) Move
}

// to leads to one page without anything to decide.
func to(on ChoiceID, p PageID) way {
	return way{on, []PageID{p}, func(*Walk, any, Event) Move { return Move{To: p} }}
}

// Table is pages by their ids, with where everything leads.
type Table struct {
	all   []node
	nodes map[PageID]node
}

// NewTable is the table of what the rooms hold.
func NewTable(rooms ...[]node) *Table {
	t := &Table{all: slices.Concat(rooms...), nodes: map[PageID]node{}}
	for _, n := range t.all {
		t.nodes[n.id] = n
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
		if len(n.first) > 0 {
			out = append(out, Transition{n.id, "enter", n.first})
		}
		for _, w := range n.ways {
			out = append(out, Transition{n.id, w.on, w.to})
		}
	}
	slices.SortStableFunc(out, func(a, b Transition) int { return cmp.Compare(a.From, b.From) })
	return out
}
