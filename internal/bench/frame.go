package main

import (
	"context"
	"fmt"
	"time"
)

// frameGoal is how many times as long as a bare program the wizard may take to its
// first frame.
const frameGoal = 1.2

const ctrlC = "\x03"

// firstFrames runs both programs alternately, so that a busy moment affects both,
// and compares the medians. The first run of each only warms the disk cache.
func firstFrames(ctx context.Context, t *table, b binaries, runs int) error {
	var bare, wizard []time.Duration
	for i := range runs + 1 {
		x, err := firstFrame(ctx, b.dir, b.bare, "q")
		if err != nil {
			return fmt.Errorf("bare program: %w", err)
		}
		y, err := firstFrame(ctx, b.dir, b.wizard, ctrlC)
		if err != nil {
			return fmt.Errorf("ssowizard: %w", err)
		}
		if i > 0 {
			bare, wizard = append(bare, x), append(wizard, y)
		}
	}
	x, y := median(bare, between), median(wizard, between)
	quotient, err := ratio(float64(y), float64(x))
	if err != nil {
		return err
	}
	t.plain(fmt.Sprintf("first frame, bare Bubble Tea program, median of %d", runs), milliseconds(x))
	t.plain(fmt.Sprintf("first frame, ssowizard's first page, median of %d", runs), milliseconds(y))
	t.judged("first frame, ssowizard to bare", quotient, frameGoal, times)
	return nil
}

// firstFrame is the time from the start of the process to its first full frame.
func firstFrame(ctx context.Context, dir, program, leave string) (time.Duration, error) {
	s, err := open(ctx, dir, program)
	if err != nil {
		return 0, err
	}
	defer s.end(leave)
	n, err := s.settle(ctx, 0)
	if err != nil {
		return 0, err
	}
	at, err := firstFull(s.output()[:n])
	return at.Sub(s.started), err
}

func between(a, b time.Duration) time.Duration { return a + (b-a)/2 }

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
}
