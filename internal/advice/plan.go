package advice

import (
	"errors"
)

// ErrStalePlan says that the directory changed after a plan was shown. Nothing
// was written; the caller observes and plans again.
var ErrStalePlan = errors.New("something changed in Entra after this was shown, so nothing was written")
