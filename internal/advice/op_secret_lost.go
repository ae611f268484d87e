package advice

import (
	"errors"
)

// ErrStillThere says that Entra refused a removal because there is no such thing,
// and shows it all the same.
var ErrStillThere = errors.New("it is said to be gone, and still shown")
