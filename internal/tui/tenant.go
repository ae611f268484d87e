package tui

import (
	"context"
	"slices"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"

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

// observedMsg is the answer to an observation.
type observedMsg struct {
	snapshot setup.Snapshot
	err      error
}

func observeJob(d *deps, what string) job {
	return job{What: what, Usual: 5 * time.Second, Do: func(ctx context.Context, e worker,
		_ func(change.Note)) tea.Msg {
		s, err := e.Observe(ctx)
		if err == nil && d.task != nil && d.task.ID == steps.TaskCheck {
			err = e.TryKept(ctx)
			s = e.Snapshot()
		}
		return observedMsg{s, err}
	}}
}
