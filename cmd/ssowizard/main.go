// Command ssowizard takes a bvoip partner's admin from nothing to working
// Microsoft 365 single sign-on for the bvoip MTP portal, and proves that it
// works.
//
// This package reads flags, wires the parts together, decides which front is
// shown and owns the exit codes. It refuses values it can see to be wrong before
// anything is sent, never draws a full screen where there is none, and takes no
// secret from a flag or from the environment.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(live(systemStreams(), os.Args[1:]))
}

// live runs the program with memory dumps disabled, and turns a crash into an
// understandable ending.
func live(ios *ioStreams, args []string) (code int) {
	disableDumps()
	surviveClosedPipes()
	defer func() {
		if r := recover(); r != nil {
			code = crashed(ios.err, r)
		}
	}()
	return run(context.Background(), ios, args)
}
