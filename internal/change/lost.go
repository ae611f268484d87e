package change

import (
	"errors"
	"net/http"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// unsettled says of an error whether it came after a lost answer.
func unsettled(lost, err error) error {
	if lost == nil || err == nil {
		return err
	}
	return &advice.UnsettledError{Cause: err}
}

// foundThere tells whether what a write was refused for, because there is one
// already, is somebody else's: no run of this wizard was stopped at the same
// write. What it did not make it does not take back.
func foundThere(r Env, refusal error) bool {
	return errors.Is(refusal, graph.ErrAlreadyExists) && !r.StoppedHere()
}

// sameMeanwhile stands for the receipt of a change that somebody else made while it was
// shown. Nothing was written, so nothing is taken back.
func sameMeanwhile(what string) setup.Receipt {
	return setup.Receipt{Summary: "Wrote nothing: somebody made the same change to " + what + " meanwhile"}
}

// Refused tells that Entra said no to a write, so that nothing came of it.
func Refused(err error) bool {
	var ge *graph.Error
	return !errors.Is(err, graph.ErrUncertain) && errors.As(err, &ge) &&
		ge.Status >= http.StatusBadRequest && ge.Status < http.StatusInternalServerError
}
