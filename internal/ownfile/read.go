package ownfile

import (
	"errors"
	"io"
	"os"
)

var (
	// ErrExchanged says that each time the file was opened it was another one than
	// the one looked at before, for as long as Patience lasts.
	ErrExchanged = errors.New("it is exchanged all the time")
	// ErrTooLong says that the file is longer than its reader's limit.
	ErrTooLong = errors.New("it is longer than it may be")
)

// NotRegularError says that something else than a file stands in its place.
type NotRegularError struct{ Mode os.FileMode }

// Error names what it is.
func (e *NotRegularError) Error() string { return "it is not a plain file but " + e.Kind() }

// Kind is what it is, in words.
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

// Read gives a file's bytes, at most limit of them, and what the system says of
// the file that was read. No link is followed and no pipe is waited for. A reader
// that meets a writer reads again. Its errors are os.ErrNotExist, *NotPlainError,
// ErrTooLong, ErrExchanged and the system's own.
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
