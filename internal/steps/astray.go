package steps

import (
	"fmt"
	"slices"
)

// Astray is told of what the table does not name: a move, or what a page offers. Tests
// set it: a table that says less than the program does would be worth nothing.
var Astray func(what string)

func astray(format string, about ...any) {
	if Astray != nil {
		Astray(fmt.Sprintf(format, about...))
	}
}

// holds tells of what a page offers without a row, and of a key with two meanings.
func (n Node) holds(p Page) {
	offered := []ChoiceID{}
	for i, c := range p.Choices {
		offered = append(offered, c.ID)
		for _, other := range p.Choices[:i] {
			if c.Key != "" && c.Key == other.Key && !apart(c, other) {
				astray("page %s has the key %q for %q and for %q", n.ID, c.Key, other.ID, c.ID)
			}
		}
	}
	for _, r := range p.Rows {
		offered = append(offered, r.ID)
	}
	if p.Input != nil {
		offered = append(offered, p.Input.ID)
	}
	for _, id := range offered {
		if id != "" && id != Back && !slices.ContainsFunc(n.Ways, func(w Way) bool { return w.On == id }) {
			astray("page %s offers %q, which has no row", n.ID, id)
		}
	}
}

// apart tells whether no front offers both choices.
func apart(a, b Choice) bool { return a.Screen && b.Lines || a.Lines && b.Screen }
