package ownfile

import (
	"errors"
	"syscall"
)

// openFlags has no counterpart here: what is no plain file is refused before
// it is opened.
const openFlags = 0

// inUse tells ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION and
// ERROR_LOCK_VIOLATION: a file that somebody has open without sharing it cannot be
// replaced, removed or opened until they close it.
// Source: Microsoft, System Error Codes 0-499.
func inUse(err error) bool {
	for _, code := range []syscall.Errno{5, 32, 33} {
		if errors.Is(err, code) {
			return true
		}
	}
	return false
}
