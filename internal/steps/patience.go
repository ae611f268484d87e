package steps

import (
	"fmt"
	"time"
)

// How long a run waits until what was written is known everywhere, and until a new
// secret has shown that it works. Seconds are usual; on bad days minutes were seen,
// and five were not always enough (microsoftgraph/msgraph-bicep-types#193). Whoever
// watches may come back later; a run that nobody watches can wait longer.
const (
	AttendedWait   = 5 * time.Minute
	UnattendedWait = 10 * time.Minute
)

// visibleWithin is how long the absence of something new is no fact: Entra's
// servers do not agree at once.
const visibleWithin = UnattendedWait

// Patience is how long this run waits for either.
func (r *Runner) Patience() time.Duration {
	if r.cfg.Unattended {
		return UnattendedWait
	}
	return AttendedWait
}

// longWait says beside a wait that is longer than usual how long it may get; "" before.
func (r *Runner) longWait(waited time.Duration) string {
	if waited < lookMost {
		return ""
	}
	return fmt.Sprintf(". On some days this takes minutes; this run waits %d of them", int(r.Patience()/time.Minute))
}

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
