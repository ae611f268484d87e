package steps

import "time"

// patience counts how long something has been waited for by a computer that was
// awake. One that sleeps in the middle of a wait wakes long after its end, by a
// clock that went on, without ever having looked.
type patience struct {
	at    time.Time
	spent time.Duration
}

// lookMost is the most that one look and the pause after it count for.
const lookMost = 30 * time.Second

// upTo adds the time since the last look and returns the sum.
func (p *patience) upTo(now time.Time) time.Duration {
	p.spent += min(max(now.Sub(p.at), 0), lookMost)
	p.at = now
	return p.spent
}
