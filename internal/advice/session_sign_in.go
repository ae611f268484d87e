package advice

import (
	"errors"
)

// ErrReadOnly says that this sign-in was not asked for with the rights that a
// plan needs. The caller steps up: StepUp, then a new sign-in.
var ErrReadOnly = errors.New("this sign-in was not asked for with the rights to write this")
