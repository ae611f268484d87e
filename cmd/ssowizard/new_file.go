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

// unwritable says why a file could not be written, and what to do about it.
func unwritable(path string, err error) error {
	folder := filepath.Dir(path)
	switch {
	case errors.Is(err, fs.ErrExist):
		return errors.New(path + " is there already; name another file")
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("the folder " + folder + " is not there; name one that is")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("you may not write into the folder " + folder + "; name another one")
	}
	return fmt.Errorf("%s could not be written; name another file, or another folder (%w)", path, err)
}
