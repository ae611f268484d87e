package steps

import (
	"fmt"
	"time"

	"ssowizard/internal/setup"
)

// Patience is how long this run waits for either.
func (r *Runner) Patience() time.Duration {
	if r.cfg.Unattended {
		return setup.UnattendedWait
	}
	return setup.AttendedWait
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
