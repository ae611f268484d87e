package sim

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Replicas are the servers that answer reads. One knows everything at once; the others are between Least and
// Most behind it, each by a span of its own. Reads go to them in turn, each item of a batch by itself, so
// that one reader sees a new object, does not see it, and sees it again. A write goes to the one that knows.
// Source: Entra's own account of it, "Designing for eventual consistency" (Microsoft 365 developer blog,
// 2026-03-24); what was seen is 5 to 60 seconds.
type Replicas struct {
	Count int  `json:"count"` // 0 and 1: one server, which knows everything
	Least Span `json:"least"`
	Most  Span `json:"most"`
}

func (r Replicas) check() error {
	if r.Count < 0 || r.Count > 16 || r.Least < 0 || r.Most < r.Least {
		return errors.New("replicas: count is 0 to 16, and least is no longer than most")
	}
	return nil
}

// fleet is the replicas at work.
type fleet struct {
	lags  []Span // of each replica; the first is not behind
	order []int  // whose turns are left in this round
	dice  *idSource
}

// newFleet spreads the lags from the longest to the shortest, and draws the order of the turns from the seed,
// so that a run can be repeated.
func newFleet(r Replicas, seed int64) *fleet {
	f := &fleet{dice: newIDSource(seed*17 + 5)}
	for i := range r.Count {
		lag := Span(0)
		if i > 0 {
			lag = r.Most - (r.Most-r.Least)*Span(i-1)/Span(max(1, r.Count-2))
		}
		f.lags = append(f.lags, lag)
	}
	return f
}

// next is how far behind the replica is whose turn it is. Each has one turn in a round, and no two rounds
// need be alike.
func (f *fleet) next() Span {
	if len(f.lags) < 2 {
		return 0
	}
	if len(f.order) == 0 {
		for i := range f.lags {
			f.order = append(f.order, i)
		}
		shuffle(f.dice, f.order)
	}
	lag := f.lags[f.order[0]]
	f.order = f.order[1:]
	return lag
}

// isBehind is under which the context of a request has how far behind the server is that answers it.
type isBehind struct{}

func withBehind(ctx context.Context, d time.Duration) context.Context {
	return context.WithValue(ctx, isBehind{}, d)
}

// choose picks the server that answers a request. It is called with the lock held.
func (s *store) choose(r *http.Request) {
	s.behind = 0
	if r.Method != http.MethodGet {
		return
	}
	s.behind = s.clk.delay(s.replicas.next())
	if d, ok := r.Context().Value(isBehind{}).(time.Duration); ok {
		s.behind = d
	}
}

// known is the youngest moment that the server in charge knows of.
func (s *store) known() time.Time { return s.clk.now().Add(-s.behind) }

// seenAs is an entity as the server in charge knows it; nil where it knows of none.
func (s *store) seenAs(r *record) object { return r.asOf(s.known()) }

// byKey finds an entity for a reader by another key than its id: the one that lives, else one that did, which
// a server may not know.
func (s *store) byKey(records []*record, name, value string) *record {
	if r := byText(records, name, value); r != nil || value == "" {
		return r
	}
	for _, r := range slices.Backward(records) {
		if o := s.seenAs(r); o != nil && strings.EqualFold(text(o, name), value) {
			return r
		}
	}
	return nil
}
