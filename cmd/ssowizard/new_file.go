package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"ssowizard/internal/outcome"
	"ssowizard/internal/ownfile"
	"ssowizard/internal/text"
)

// writeNew creates a file that only its owner can read. It overwrites nothing, and
// removes a file that could not be written completely.
func writeNew(path string, raw []byte) error {
	f, err := ownfile.Create(path)
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

// noNewFile says why a new file could not be created there, as far as that shows
// without creating it; nil if nothing speaks against it.
func noNewFile(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return unwritable(path, fs.ErrExist)
	}
	folder, err := os.Stat(filepath.Dir(path))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return unwritable(path, err)
	case err == nil && !folder.IsDir():
		return unwritable(path, syscall.ENOTDIR)
	}
	return nil
}

// unwritableError says why a file could not be written and what to do about it.
type unwritableError struct {
	words string
	full  bool // the disk is: no wrong value
	cause error
}

// Error says it in words that the system's own are no part of where they are
// known. A name of a file is never first in them, because it must not get a
// capital.
func (e *unwritableError) Error() string { return e.words }

// Unwrap returns the system's reason.
func (e *unwritableError) Unwrap() error { return e.cause }

func unwritable(path string, err error) error {
	file, folder := text.Clean(path), text.Clean(filepath.Dir(path))
	words, full := fmt.Sprintf("the file %s could not be written; name another file, or another folder (%s)",
		file, why(err)), noRoom(err)
	switch {
	case full:
		words = "the disk has no room for the file " + file + "; make room, or name a file on another disk"
	case errors.Is(err, fs.ErrExist):
		words = "the file " + file + " is there already; name another file"
	case errors.Is(err, fs.ErrNotExist):
		words = "the folder " + folder + " is not there; name one that is"
	case errors.Is(err, syscall.ENOTDIR):
		words = "the path goes through " + folder + ", which is no folder; name another file, " +
			"or another folder"
	case errors.Is(err, fs.ErrPermission):
		words = "you may not write into the folder " + folder + "; name another one"
	}
	return &unwritableError{words, full, err}
}

// noRoom reports a full disk or quota. Windows has its own numbers:
// ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
func noRoom(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) ||
		runtime.GOOS == "windows" && (errors.Is(err, syscall.Errno(39)) || errors.Is(err, syscall.Errno(112)))
}

// refusedFile returns the ending of a run whose file could not be written: a usage
// error unless the disk failed. done says what became of the run.
func refusedFile(flag, done string, err error) error {
	if has := (*unwritableError)(nil); errors.As(err, &has) && !has.full {
		return &outcome.Refused{Flag: flag, Why: err.Error(), Remedy: done, Cause: err}
	}
	return &outcome.Unwritten{What: flag + ": " + err.Error() + ".", Means: done,
		Do: "Run it again once that is mended.", Cause: err}
}
