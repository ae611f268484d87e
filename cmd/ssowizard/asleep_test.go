package main

import (
	"context"
	"ssowizard/internal/testmetrics"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// slackWaits: how many waits there are differs by a few from run to run.
const slackWaits = 5

// TestAsleepInAnyWait: the laptop sleeps for an hour and a half in the middle of
// each wait of the whole setup, and both clocks have gone on when it wakes. This
// program's own tells that the sign-in is past its time, before anything is sent
// with it; the same run asks for a new one and goes on from there.
func TestAsleepInAnyWait(t *testing.T) {
	again, waits, played := 0, 0, []int{-1}
	for i := 0; i < len(played); i++ {
		b, n := newBench(t), played[i]+1
		var gone, seen atomic.Int64
		b.now = func() time.Time { return time.Now().Add(time.Duration(gone.Load())) }
		inner := b.sleep
		b.sleep = func(ctx context.Context, d time.Duration) error {
			if int(seen.Add(1)) == n {
				gone.Add(int64(90 * time.Minute))
			}
			return inner(ctx, d)
		}
		code := b.run("setup", "--practice", "--plain", "--no-input", "--yes")
		if code == exitSignIn && strings.Contains(b.talk.String(), "The code has expired.") {
			code = b.run("setup", "--practice", "--plain", "--no-input", "--yes") // the wait for the code itself
		}
		if n == 0 { // nobody slept, and the waits were counted
			waits = int(seen.Load())
			for i := range waits {
				played = append(played, i)
			}
		}
		if int(seen.Load()) < n-slackWaits {
			t.Errorf("there was no wait %d", n)
		}
		if code != exitGood {
			t.Errorf("asleep in wait %d: ended with %d:\n%s", n, code, b.talk)
		}
		again += strings.Count(b.talk.String(), "Signing in again; nothing is lost.")
	}
	if again == 0 {
		t.Error("nobody was ever asked to sign in again")
	}
	testmetrics.Record(t, "asleep in %d of %d waits: %d runs asked for a new sign-in, all went on to the end", len(played)-1, waits, again)
}
