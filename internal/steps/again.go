package steps

import (
	"context"
	"errors"
)

// lookTries bounds how often a write of unknown fate is looked after.
const lookTries = 6

// again repeats a look, and what follows from it, until it succeeds or its
// tries are used up. What it is given has to be safe to repeat: it looks before
// it writes. try counts from 1.
// An error wrapped in final ends it at once.
func again[T any](ctx context.Context, r *Runner, do func(try int) (T, error)) (T, error) {
	pause := lookEvery
	for try := 1; ; try++ {
		v, err := do(try)
		var end *final
		if err == nil || try == lookTries || errors.As(err, &end) {
			return v, err
		}
		if err := r.cfg.Sleep(ctx, pause); err != nil {
			return v, err
		}
		pause = min(pause*2, lookAtMost)
	}
}
