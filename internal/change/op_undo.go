package change

import (
	"errors"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
)

// final marks an error that another try cannot mend.
type final struct{ error }

func (f *final) Unwrap() error { return f.error }

// LastWord marks an error so.
func LastWord(err error) error { return &final{err} }

// Unfinal takes the mark off again.
func Unfinal(err error) error {
	var end *final
	if errors.As(err, &end) {
		return end.error
	}
	return err
}

// Retryable tells a lost or crossed answer, after which an idempotent request
// may be sent again, from a refusal.
func Retryable(err error) bool {
	return errors.Is(err, graph.ErrUncertain) || errors.Is(err, graph.ErrConflict) || errors.Is(err, advice.ErrStillThere)
}
