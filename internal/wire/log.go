package wire

import (
	"sort"
	"sync"
	"time"
)

// Call is one request as a support agent may see it: no header, no body, no
// token. Path holds the query with values only where they are harmless.
type Call struct {
	Start     time.Time
	Duration  time.Duration
	Method    string
	Host      string
	Path      string
	Status    int      // 0 when no answer came
	RequestID string   // the service's own id of the request, for support
	Err       string   // why no answer came
	Items     []string // the requests inside a $batch, as "GET /me"
}

// Log keeps the calls of one run in memory. It is safe for concurrent use; its
// zero value is ready.
type Log struct {
	mu    sync.Mutex
	calls []Call
}

// NewLog returns an empty log.
func NewLog() *Log { return &Log{} }

// Add appends one call.
func (l *Log) Add(c Call) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls = append(l.calls, c)
}

// Calls returns a copy of the log, in the order in which calls began.
func (l *Log) Calls() []Call {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := append([]Call(nil), l.calls...)
	sort.SliceStable(out, func(i, j int) bool { return out[i].Start.Before(out[j].Start) })
	return out
}

// Chain counts sequential round trips: the length of the longest series of calls in
// which each began after the previous one had ended. Parallel calls count once.
func (l *Log) Chain() int {
	calls := l.Calls()
	sort.SliceStable(calls, func(i, j int) bool { return calls[i].end().Before(calls[j].end()) })
	var last time.Time
	n := 0
	for _, c := range calls {
		if n == 0 || !c.Start.Before(last) {
			n, last = n+1, c.end()
		}
	}
	return n
}

func (c Call) end() time.Time { return c.Start.Add(c.Duration) }
