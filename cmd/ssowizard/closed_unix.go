//go:build unix

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// wasClosed reports whether the program was begun with that file closed. Go's runtime then
// opens /dev/null in its place before main, for reading and writing, which a shell's
// ">/dev/null" does not; a program that begins this one may (Python's DEVNULL does), so that
// it counts only where a document was asked for.
func wasClosed(f *os.File) bool {
	var here, null unix.Stat_t
	if unix.Fstat(int(f.Fd()), &here) != nil || unix.Stat(os.DevNull, &null) != nil {
		return false
	}
	mode, err := unix.FcntlInt(f.Fd(), unix.F_GETFL, 0)
	return err == nil && here.Rdev == null.Rdev && here.Ino == null.Ino && here.Dev == null.Dev &&
		mode&unix.O_ACCMODE == unix.O_RDWR
}
