package ownfile

import (
	"errors"
	"syscall"
)

// openFlags has no equivalent on Windows: what is not a regular file is refused
// before it is opened.
const openFlags = 0

// inUse reports ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION and
// ERROR_LOCK_VIOLATION: a file that a process has open without sharing cannot be
// replaced, removed or opened until it is closed. Source: Microsoft, System Error
// Codes 0-499.
func inUse(err error) bool {
	for _, code := range []syscall.Errno{5, 32, 33} {
		if errors.Is(err, code) {
			return true
		}
	}
	return false
}
