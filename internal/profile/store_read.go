package profile

import (
	"errors"
	"os"

	"ssowizard/internal/ownfile"
)

// profileLimit bounds what is read of one profile, in bytes: two hundred times what
// a walk writes. Small entries take ten times their length in memory, and four
// times as much of them would hold the program above what it may take.
const profileLimit = 1 << 20

const moveAway = "Move it away, or name another profile with --profile."

// readOwn reads a profile's bytes. It is refused what only looks like one: a link
// or a pipe in its place, a file that somebody else wrote or could have written,
// since what is wanted is believed from it, and one that is far too long.
func readOwn(path string) ([]byte, error) {
	raw, info, err := ownfile.Read(path, profileLimit)
	var other *ownfile.NotRegularError
	switch {
	case err == nil:
	case errors.Is(err, os.ErrNotExist):
		return nil, ErrNoProfile
	case errors.As(err, &other):
		return nil, &Error{Path: path, Why: other.Error(), Do: moveAway}
	case errors.Is(err, ownfile.ErrTooLong):
		return nil, &Error{Path: path, Why: "it is far longer than a profile", Do: moveAway}
	case errors.Is(err, ownfile.ErrExchanged):
		return nil, &Error{Path: path, Why: "something replaces it again and again",
			Do: "Find out which program does, then try again.", Cause: err}
	default:
		return nil, &Error{Path: path, Why: "it cannot be read",
			Do:    "Look at the rights of the file and its folder, and whether another program has it open.",
			Cause: err}
	}
	if why, do := notOwn(info); why != "" {
		return nil, &Error{Path: path, Why: why, Do: do}
	}
	return raw, nil
}
