package advice

import (
	"errors"

	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
)

// RoleRefusedError says what Entra refused for want of a right that could not be
// seen beforehand, and who has it.
type RoleRefusedError struct {
	Code      setup.Code // what a look would have found, had it been seen
	What, Who string
	Do        string // how to go on
	Cause     error
}

func (e *RoleRefusedError) Error() string { return e.What }

// Unwrap gives Entra's refusal.
func (e *RoleRefusedError) Unwrap() error { return e.Cause }

// Finding is the refusal as a look would have told it.
func (e *RoleRefusedError) Finding() setup.Finding {
	return setup.Finding{Code: e.Code, Variant: "denied", Level: setup.LevelFail,
		Subject: "the account's role", Args: messages.With("what", e.What, "who", e.Who, "do", e.Do)}
}

// adviseRoleRefused words it.
func adviseRoleRefused(err error) (Advice, bool) {
	var e *RoleRefusedError
	if !errors.As(err, &e) {
		return Advice{}, false
	}
	a := advice("role-refused", "what", e.What, "who", e.Who, "do", e.Do)
	if ge, ok := errors.AsType[*graph.Error](err); ok {
		a.Code, a.RequestID, a.At = ge.Code, ge.RequestID, ge.Date
	}
	return a, true
}
