package sim

import "time"

// clock is the tenant's own time. It may differ from the caller's by an offset (to practise a computer whose
// clock is wrong), and it shrinks every delay by one factor, so that tests need not wait.
type clock struct {
	base   func() time.Time
	scale  float64
	offset time.Duration
}

// newClock returns a clock over now (nil means time.Now). A scale of zero or less means 1.
func newClock(now func() time.Time, scale float64, offset time.Duration) clock {
	if now == nil {
		now = time.Now
	}
	if scale <= 0 {
		scale = 1
	}
	return clock{base: now, scale: scale, offset: offset}
}

// now is the tenant's time in UTC.
func (c clock) now() time.Time { return c.base().Add(c.offset).UTC() }

// delay is a scenario's delay as it is to be waited here.
func (c clock) delay(s Span) time.Duration { return time.Duration(float64(s) * c.scale) }
