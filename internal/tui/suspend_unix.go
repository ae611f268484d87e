//go:build !windows

package tui

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// stoppable: the system can stop a program and let it go on.
const stoppable = true

// notStopped is how long a program that nobody can wake waits for its waking:
// the system ignores the stop where no shell is there.
const notStopped = 300 * time.Millisecond

// stopUntilWoken stops the program together with those that were started with
// it, and tells whether it was stopped at all.
func stopUntilWoken() bool {
	woken := make(chan os.Signal, 1)
	signal.Notify(woken, syscall.SIGCONT)
	defer signal.Stop(woken)
	if err := syscall.Kill(0, syscall.SIGTSTP); err != nil {
		return false
	}
	// The time may be over by the clock when the program is woken, before the news
	// of its waking is here; so it is looked for twice.
	for range 2 {
		select {
		case <-woken:
			return true
		case <-time.After(notStopped / 2):
		}
	}
	return false
}
