package faults

import (
	"context"
	"net/http"
	"slices"
	"sync"

	"ssowizard/internal/campaign"
	"ssowizard/internal/sim"
)

// recovery is how many requests after a lost answer are struck as well: a look, what follows from it, and looks again.
const recovery = 4

// afterwards are cells of two strikes: the answer to a write is lost after the write took effect, and then one of the
// requests that look for what came of it meets another fault. They are in no undisturbed run, so they are read off a
// run in which just the answer is lost.
func (tl *tale) afterwards(ctx context.Context) ([]cell, error) {
	if tl.thin || tl.reads {
		return nil, nil
	}
	lost := named("reset after it was done")
	var out []cell
	loses := slices.DeleteFunc(slices.Clone(tl.calls), func(q request) bool { return !lost.of(q) })
	for _, q := range campaign.Some(loses, sampledLost) {
		first := cell{tl, strike{q, lost, false}, nil}
		next, err := first.followers(ctx)
		if err != nil {
			return nil, err
		}
		for _, n := range next {
			for _, f := range []string{"403", "404 by replication", "409", "500", "reset after it was done"} {
				second := strike{n, named(f), f == "404 by replication" || f == "500"}
				c := first
				if c.then = &second; second.f.of(n) && chosen(c.String()) {
					out = append(out, c)
				}
			}
		}
	}
	return out, nil
}

func named(name string) fault {
	return faults[slices.IndexFunc(faults, func(f fault) bool { return f.name == name })]
}

// followers plays the cell and lists the requests to Graph that came after its fault.
func (c cell) followers(ctx context.Context) ([]request, error) {
	w, err := start(c.st.sc, c.st.before, longEnough)
	if err != nil {
		return nil, err
	}
	defer w.end()
	count := newCounter()
	var mu sync.Mutex
	var after []request
	met := false
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		q, ours := count.count(r)
		mu.Lock()
		defer mu.Unlock()
		switch {
		case ours && c.hits(q):
			met = true
			return c.f.make("")
		case ours && met && !q.item && q.root == "graph" && len(after) < recovery:
			after = append(after, q)
		}
		return sim.Fault{}
	})
	_, _ = w.run(ctx, c.st.story) // how it ends is asked in a cell of its own
	return after, nil
}
