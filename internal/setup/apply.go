package setup

import "time"

// Words is the request on one line, "PATCH /applications/…".
func (q Request) Words() string { return q.Method + " " + q.Path }

// How often a write is looked for that is not visible yet.
const (
	LookEvery  = 2 * time.Second
	LookAtMost = 10 * time.Second
)
