//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"errors"
	"time"

	"golang.org/x/sys/unix"
)

// flushInput discards typed input that was not read, until nothing arrives for the
// pause, and reports whether there was any. It switches the terminal to byte mode,
// because a paste often ends without a line end. While a read is in progress that
// would split the reader's line, so it then discards complete lines only.
func flushInput(fd int, pause time.Duration, reading bool) bool {
	if reading {
		_ = discardQueued(fd)
		return false
	}
	as, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return false
	}
	byByte := *as
	byByte.Lflag &^= unix.ICANON
	byByte.Cc[unix.VMIN], byByte.Cc[unix.VTIME] = 1, 0
	if unix.IoctlSetTermios(fd, setTermios, &byByte) != nil {
		return false
	}
	defer func() { _ = unix.IoctlSetTermios(fd, setTermios, as) }()
	had := false
	for over := time.Now().Add(flushLimit); time.Now().Before(over) && waitReadable(fd, pause); had = true {
		if discardQueued(fd) != nil { // the terminal is gone
			return false
		}
	}
	return had
}

// waitReadable waits for input.
func waitReadable(fd int, within time.Duration) bool {
	for over := time.Now().Add(within); ; {
		var set unix.FdSet
		set.Set(fd)
		left := unix.NsecToTimeval(max(0, time.Until(over)).Nanoseconds())
		n, err := unix.Select(fd+1, &set, nil, nil, &left)
		if !errors.Is(err, unix.EINTR) {
			return err == nil && n > 0
		}
	}
}
