// Package fakeclock is a clock that moves only when something waits. A simulated
// tenant and the program share one, so that minutes pass in no time and a test can
// say how many they were.
//
// It is for tests only. It refuses to move by itself: what has a timer of its own,
// as a context's deadline or an HTTP client's time limit, goes by the computer's
// clock all the same.
package fakeclock

import (
	"context"
	"sync"
	"time"
)

// Clock stands still but for those who sleep by it. All may use it at once.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// At makes a clock that shows a time.
func At(now time.Time) *Clock { return &Clock{now: now} }

// Now is the time that it shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Sleep moves the clock by d and returns at once, with the error of a context that
// has ended.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return ctx.Err()
}

// Scaled is a Sleep of a program that shares the clock with a tenant whose delays
// are scaled: it moves the clock by d times scale. turn is how long it waits by the
// computer's clock, so that a poll lets others come to their turn meanwhile.
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
