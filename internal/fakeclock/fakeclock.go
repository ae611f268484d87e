// Package fakeclock is a clock that advances only when something sleeps by it. A
// simulated tenant and the program share one clock, so that minutes pass instantly
// and a test can assert how many passed.
//
// It is for tests only. It refuses to advance by itself, and to drive real timers: a
// context's deadline and an HTTP client's timeout still follow the computer's clock.
package fakeclock

import (
	"context"
	"sync"
	"time"
)

// Clock advances only when Sleep is called. It is safe for concurrent use.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// At returns a clock that shows now.
func At(now time.Time) *Clock { return &Clock{now: now} }

// Now returns the time that the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Sleep advances the clock by d and returns at once. It returns the error of a
// context that has already ended.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return ctx.Err()
}

// Scaled returns a Sleep for a program that shares the clock with a tenant whose
// delays are scaled: it advances the clock by d times scale. turn is how long each
// call waits in real time, so that a polling loop lets other goroutines run.
func (c *Clock) Scaled(scale float64, turn time.Duration) func(context.Context, time.Duration) error {
	return func(ctx context.Context, d time.Duration) error {
		t := time.NewTimer(turn)
		defer t.Stop()
		select {
		case <-t.C:
		case <-ctx.Done():
		}
		return c.Sleep(ctx, time.Duration(float64(d)*scale))
	}
}
