//go:build !windows

package ownfile

import (
	"errors"
	"syscall"
)

// openNothingElse follows no link and waits for no pipe.
const openNothingElse = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// heldByAnother tells the errors of file systems on which an open file is in the
// way, as some network and container homes are: EBUSY and ETXTBSY.
func heldByAnother(err error) bool {
	return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY) || errors.Is(err, syscall.EINTR)
}
