//go:build !windows

package ownfile

import (
	"errors"
	"syscall"
)

// openFlags follows no link and waits for no pipe.
const openFlags = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// inUse tells the errors of file systems on which an open file is in the
// way, as some network and container homes are: EBUSY and ETXTBSY.
func inUse(err error) bool {
	return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY) || errors.Is(err, syscall.EINTR)
}
