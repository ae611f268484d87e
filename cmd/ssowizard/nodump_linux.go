package main

import "golang.org/x/sys/unix"

// noCoreDumps keeps memory from being written to a disk. The limit alone would not
// stop a program that the kernel pipes dumps to (core(5)), and the flag also
// keeps other programs of the same person from reading this one's memory
// (PR_SET_DUMPABLE, prctl(2)). Programs that are started from here get the flag
// back, not the limit, which they may raise again.
func noCoreDumps() {
	limitDumps()
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0) // never fails with these values
}
