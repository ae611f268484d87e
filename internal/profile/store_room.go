package profile

import (
	"os"
	"strings"

	"ssowizard/internal/ownfile"
)

// roomNeeded is what has to fit on the disk before a secret is made, in bytes:
// more than a profile and the receipts of a whole walk take.
const roomNeeded = 128 << 10

// Roomy is a store that can tell whether there is room for what has to be saved.
type Roomy interface {
	// Room fails where a profile could not be saved any more. It is a *ProfileError.
	Room(name string) error
}

// Room writes as much as may be needed, makes sure that it is on the disk, and
// takes it away again. Free space that a system reports may be another's, or
// beyond a quota.
func (d diskStore) Room(name string) error {
	f, err := ownfile.Temp(d.dir, unfinished(name))
	if err == nil {
		_, err = f.WriteString(strings.Repeat(" ", roomNeeded))
		if err == nil {
			err = f.Sync()
		}
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		_ = os.Remove(f.Name())
	}
	if err != nil {
		return &Error{Path: d.dir, Why: "there is no room for what has to be saved there",
			Do: "Free the disk or look at the folder's rights, then start again.", Cause: err}
	}
	return nil
}
