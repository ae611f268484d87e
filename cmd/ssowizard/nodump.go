package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"runtime/debug"

	"ssowizard/internal/wire"
)

// closeMemory is noCoreDumps; a test that reads the program's memory replaces it.
var closeMemory = noCoreDumps

// disableDumps prevents accidental leaks of memory: core dumps, and the debugging
// aids of libraries, which write frames, keys and headers to files and to the
// terminal when the environment asks for it.
func disableDumps() {
	closeMemory()
	// GODEBUG=http2debug makes net/http log headers through this logger.
	log.SetOutput(io.Discard)
	for _, name := range []string{"TEA_TRACE", "TEA_DEBUG"} { // frames and panics, into files
		_ = os.Unsetenv(name)
	}
}

// crashed says what may be said of a panic: where, not with what. It returns the
// exit code.
func crashed(w io.Writer, value any) int {
	_, _ = fmt.Fprintf(w, "\n%v\n\n%s\n", wire.Withhold(value), debug.Stack())
	sayCrash(w)
	return exitFailure
}

// sayCrash is the last word after a fault of the program's own.
func sayCrash(w io.Writer) {
	_, _ = fmt.Fprintln(w, "The program failed inside and ended.")
	_, _ = fmt.Fprintln(w, "What was written before stays. Run the same command again: it looks first and "+
		"goes on from there.")
	_, _ = fmt.Fprintln(w, "Send the lines above to support; they hold no secret.")
}
