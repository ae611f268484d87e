package steps

import (
	"errors"
	"io"
	"os"
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
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, ErrNoProfile
	case err != nil:
		return nil, &ProfileError{Path: path, Why: "it cannot be read", Do: "Look at the rights of the folder.", Cause: err}
	case !info.Mode().IsRegular():
		return nil, &ProfileError{Path: path, Why: "it is not a plain file but " + kindOf(info.Mode()), Do: moveAway}
	}
	f, err := os.OpenFile(path, os.O_RDONLY|openNothingElse, 0)
	if err != nil {
		return nil, &ProfileError{Path: path, Why: "it cannot be opened", Do: "Look at its owner and rights.", Cause: err}
	}
	defer func() { _ = f.Close() }()
	opened, err := f.Stat()
	switch {
	case err != nil:
		return nil, &ProfileError{Path: path, Why: "it cannot be read", Do: "Try again, or name another profile with --profile.", Cause: err}
	case !os.SameFile(info, opened):
		return nil, &ProfileError{Path: path, Why: "it was exchanged at this moment", Do: "Find out by whom, then try again."}
	case opened.Size() > profileLimit:
		return nil, &ProfileError{Path: path, Why: "it is far longer than a profile", Do: moveAway}
	}
	if why, do := notOwn(opened); why != "" {
		return nil, &ProfileError{Path: path, Why: why, Do: do}
	}
	raw, err := io.ReadAll(io.LimitReader(f, profileLimit))
	if err != nil {
		return nil, &ProfileError{Path: path, Why: "it cannot be read", Do: "Try again, or name another profile with --profile.", Cause: err}
	}
	return raw, nil
}

func kindOf(m os.FileMode) string {
	switch {
	case m.IsDir():
		return "a folder"
	case m&os.ModeSymlink != 0:
		return "a link to another"
	case m&os.ModeNamedPipe != 0:
		return "a pipe"
	}
	return "something else"
}
