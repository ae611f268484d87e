package tui

import (
	"slices"

	"ssowizard/internal/engine"

	tea "charm.land/bubbletea/v2"
)

// inOrder gives the ways in the engine's order: the page's own choice for a way,
// where it has one, else the way as it is called everywhere.
func inOrder(d *deps, then string, ways []engine.WayOn, own ...choice) []choice {
	var out []choice
	for _, w := range ways {
		i := slices.IndexFunc(own, func(c choice) bool { return c.Through == w.ID })
		if i >= 0 {
			out = append(out, own[i])
			continue
		}
		c := choice{Title: w.Title, Detail: w.Detail, Through: w.ID,
			Do: func() tea.Cmd { return goOnBy(d, then, w) }}
		if w.ID == engine.OnStuck {
			c.Letter = "w"
		}
		out = append(out, c)
	}
	return out
}
