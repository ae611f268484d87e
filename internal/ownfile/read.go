package ownfile

import (
	"errors"
	"io"
	"os"
)

var (
	// ErrExchanged says that the file kept being replaced between the check and the
	// opening, for all of RetryFor.
	ErrExchanged = errors.New("it is exchanged all the time")
	// ErrTooLong says that the file is longer than its reader's limit.
	ErrTooLong = errors.New("it is longer than it may be")
)

// NotRegularError says that something other than a regular file has this name.
type NotRegularError struct{ Mode os.FileMode }

// Error names what was found instead.
func (e *NotRegularError) Error() string { return "it is not a plain file but " + e.Kind() }

// Kind describes what was found instead.
func (e *NotRegularError) Kind() string {
	switch {
	case e.Mode.IsDir():
		return "a folder"
	case e.Mode&os.ModeSymlink != 0:
		return "a link to another"
	case e.Mode&os.ModeNamedPipe != 0:
		return "a pipe"
	}
	return "something else"
}

// Read returns a file's content, at most limit bytes, and the FileInfo of the file
// that was read. It follows no link and waits for no pipe. It retries when a writer
// replaces the file meanwhile. Errors: os.ErrNotExist, *NotRegularError, ErrTooLong,
// ErrExchanged, and those of the system.
func Read(path string, limit int64) (raw []byte, info os.FileInfo, err error) {
	err = retry(func() error {
		raw, info, err = readOnce(path, limit)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return raw, info, nil
}

func readOnce(path string, limit int64) ([]byte, os.FileInfo, error) {
	seen, err := os.Lstat(path)
	if err != nil {
		return nil, nil, err
	}
	if !seen.Mode().IsRegular() {
		return nil, nil, &NotRegularError{seen.Mode()}
	}
	f, err := openFile(path, os.O_RDONLY|openFlags, 0)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = f.Close() }()
	opened, err := f.Stat()
	switch {
	case err != nil:
		return nil, nil, err
	case !os.SameFile(seen, opened):
		return nil, nil, ErrExchanged
	}
	raw, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(raw)) > limit {
		err = ErrTooLong
	}
	return raw, opened, err
}
