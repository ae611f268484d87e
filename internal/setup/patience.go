package setup

import (
	"time"
)

// Patience counts how long something has been waited for by a computer that was
// awake. One that sleeps in the middle of a wait wakes long after its end, by a
// clock that went on, without ever having looked.
type Patience struct {
	At    time.Time
	Spent time.Duration
}

// LookMost is the most that one look and the pause after it count for.
const LookMost = 30 * time.Second

// UpTo adds the time since the last look and returns the sum.
func (p *Patience) UpTo(now time.Time) time.Duration {
	p.Spent += min(max(now.Sub(p.At), 0), LookMost)
	p.At = now
	return p.Spent
}
