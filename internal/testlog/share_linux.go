package main

import (
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// waited works for a given amount of processor time (clock_gettime(2)) and returns
// how many times as long that took.
func waited(work time.Duration) (times float64, ok bool) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	spent := func() (time.Duration, bool) {
		var t unix.Timespec
		err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t)
		return time.Duration(t.Nano()), err == nil
	}
	began := time.Now()
	first, ok := spent()
	for now := first; ok && now-first < work; now, ok = spent() {
		for range 100_000 { // something to do between two looks at the clock
			continue
		}
	}
	return float64(time.Since(began)) / float64(work), ok
}
