//go:build unix

package main

import "golang.org/x/sys/unix"

// limitDumps lets no dump of memory be written (core(5)).
func limitDumps() {
	var l unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_CORE, &l) == nil {
		l.Cur = 0
		_ = unix.Setrlimit(unix.RLIMIT_CORE, &l) // lowering is always allowed
	}
}
