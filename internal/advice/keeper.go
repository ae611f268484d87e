package advice

import (
	"fmt"
)

// LeftError says that an entry may stay in a keychain that did not do as it was
// told. Its secret is taken back at Entra, so that it opens nothing.
type LeftError struct{ Keeper, Account string }

func (e *LeftError) Error() string {
	return fmt.Sprintf("an entry of no use may stay in %s under ssowizard, %s", e.Keeper, e.Account)
}
