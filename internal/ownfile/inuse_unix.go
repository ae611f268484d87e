//go:build !windows

package ownfile

import (
	"errors"
	"syscall"
)

// openFlags refuse links and do not wait for pipes.
const openFlags = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// inUse reports the errors of file systems on which an open file blocks the
// operation, as on some network and container homes: EBUSY and ETXTBSY.
func inUse(err error) bool {
	return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY) || errors.Is(err, syscall.EINTR)
}
