package advice

import (
	"errors"
	"fmt"

	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
	"ssowizard/internal/text"
)

// UnsettledError is what went wrong after the answer to a write was lost: a
// refusal of the look, or of a second try. It says nothing about the write, whose
// fate is as unknown as before; errors.Is finds graph.ErrUncertain in it, and the
// cause.
type UnsettledError struct{ Cause error }

func (e *UnsettledError) Error() string {
	return "an answer was lost, and what came of it is not known: " + e.Cause.Error()
}

// Unwrap gives what went wrong afterwards.
func (e *UnsettledError) Unwrap() error { return e.Cause }

// Is makes it a kind of graph.ErrUncertain.
func (e *UnsettledError) Is(target error) bool { return target == graph.ErrUncertain }

// SecretLeftError says that a secret whose value is in nobody's hands could not
// be taken back. Its name is remembered, and the next run looks for it first.
type SecretLeftError struct{ Name string }

func (e *SecretLeftError) Error() string {
	return fmt.Sprintf("the client secret %q could not be taken back", e.Name)
}

// Is makes it a kind of graph.ErrUncertain.
func (e *SecretLeftError) Is(target error) bool { return target == graph.ErrUncertain }

// adviseLost words what comes after a lost answer.
func adviseLost(err error) (Advice, bool) {
	var left *SecretLeftError
	var after *UnsettledError
	switch {
	case errors.As(err, &left):
		return advice("secret-left", "name", text.Clean(left.Name)), true
	case errors.As(err, &after):
		a := Advise(after.Cause)
		a.Means += " " + messages.Say("advice.answer-lost")
		return a, true
	}
	return Advice{}, false
}
