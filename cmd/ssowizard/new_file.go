package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// writeNew writes a file that is not there yet, readable by its owner only:
// nothing of anybody's is overwritten. What could not be written whole is
// removed.
func writeNew(path string, raw []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return unwritable(path, err)
	}
	_, err = f.Write(raw)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(path) // half a file is worse than none, and it is ours
		return unwritable(path, err)
	}
	return nil
}

// unwritableError says why a file could not be written, and what to do about it.
type unwritableError struct {
	words string
	cause error
}

// Error says it in words that the system's own are no part of where they are
// known.
func (e *unwritableError) Error() string { return e.words }

// Unwrap gives the system's reason.
func (e *unwritableError) Unwrap() error { return e.cause }

func unwritable(path string, err error) error {
	folder := filepath.Dir(path)
	words := fmt.Sprintf("%s could not be written; name another file, or another folder (%v)", path, err)
	switch {
	case errors.Is(err, fs.ErrExist):
		words = path + " is there already; name another file"
	case errors.Is(err, fs.ErrNotExist):
		words = "the folder " + folder + " is not there; name one that is"
	case errors.Is(err, fs.ErrPermission):
		words = "you may not write into the folder " + folder + "; name another one"
	}
	return &unwritableError{words, err}
}
