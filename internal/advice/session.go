package advice

import (
	"errors"
)

// Errors that the fronts tell apart.
var (
	ErrNotSignedIn    = errors.New("nobody is signed in")
	ErrNoTenant       = errors.New("no company was named yet")
	ErrNothingToDo    = errors.New("there is nothing to do: it already holds")
	ErrNotOwnTenant   = errors.New("it was not confirmed that this is your own company's tenant")
	ErrShownOnce      = errors.New("the secret was shown once and kept nowhere")
	ErrNoRegistration = errors.New("there is no registration yet")
)

// BlockedError says that something else has to be done first.
type BlockedError struct{ By string }

func (e *BlockedError) Error() string { return "first: " + e.By }
