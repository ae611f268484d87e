package main

import (
	"os"
	"os/signal"
	"syscall"
)

// endings are the signals that end a run with its last words: Ctrl+\ too, for
// which the runtime would print its own memory instead. One that was ignored from
// outside, as by nohup, stays ignored.
func endings() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	for _, s := range []os.Signal{syscall.SIGHUP, syscall.SIGQUIT} {
		if !signal.Ignored(s) {
			all = append(all, s)
		}
	}
	return all
}

// surviveClosedPipes makes a write to a pipe that nobody reads any more an error
// like others. The runtime would end the program at it, also between a write to
// the tenant and the record of it. The signal is caught and not ignored, because
// programs that are started from here would inherit that.
func surviveClosedPipes() {
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
}
