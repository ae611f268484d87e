package change

import (
	"context"
	"errors"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// lookTries bounds how often a write of unknown fate is looked after.
const lookTries = 6

// Again repeats a look, and what follows from it, until it succeeds or its
// tries are used up. What it is given has to be safe to repeat: it looks before
// it writes. try counts from 1.
// An error wrapped in final ends it at once. One that comes after a lost answer
// says so.
func Again[T any](ctx context.Context, r Env, do func(try int) (T, error)) (T, error) {
	pause := setup.LookEvery
	var lost error
	for try := 1; ; try++ {
		v, err := do(try)
		if errors.Is(err, graph.ErrUncertain) {
			lost = err
		}
		var end *final
		if err == nil || try == lookTries || errors.As(err, &end) {
			return v, unsettled(lost, Unfinal(err))
		}
		if err := r.Sleep(ctx, pause); err != nil {
			return v, unsettled(lost, err)
		}
		pause = min(pause*2, setup.LookAtMost)
	}
}

// final marks an error that another try cannot mend.
type final struct{ error }

func (f *final) Unwrap() error { return f.error }

// LastWord marks an error so.
func LastWord(err error) error { return &final{err} }

// Unfinal takes the mark off again.
func Unfinal(err error) error {
	if end, ok := errors.AsType[*final](err); ok {
		return end.error
	}
	return err
}

// Retryable tells a lost or crossed answer, after which an idempotent request
// may be sent again, from a refusal.
func Retryable(err error) bool {
	return errors.Is(err, graph.ErrUncertain) || errors.Is(err, graph.ErrConflict) ||
		errors.Is(err, advice.ErrStillThere)
}
