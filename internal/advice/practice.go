package advice

import (
	"errors"
)

// ErrNoEligibleRole is Activate's where the page of roles lists none for the account.
var ErrNoEligibleRole = errors.New("no role of this account can be activated")
