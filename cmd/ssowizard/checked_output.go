package main

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"syscall"

	"ssowizard/internal/text"
)

// checkedOutput is the standard output that remembers whether a write failed: output
// cut short by a full disk must not end with exit code 0.
type checkedOutput struct {
	to io.Writer

	mu      sync.Mutex
	failure error
}

// Write passes data on until a write fails once.
func (a *checkedOutput) Write(p []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.failure != nil {
		return 0, a.failure
	}
	n, err := a.to.Write(p)
	a.failure = err
	return n, err
}

// causedBy reports whether an error only repeats that the output failed.
func (a *checkedOutput) causedBy(err error) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.failure != nil && errors.Is(err, a.failure)
}

// exitCode tells the person that output was lost, which turns any exit code into a
// failure.
func (a *checkedOutput) exitCode(talk io.Writer, code int) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.failure == nil {
		return code
	}
	if readerGone(runtime.GOOS, a.failure) {
		_, _ = fmt.Fprintln(talk, "The answer was not read to its end, so its rest is lost.\nWhat was "+
			"done, was done; only the text is cut. Run it again with something that reads it whole.")
		return exitFailure
	}
	_, _ = fmt.Fprintf(talk, "The answer could not be written whole: %s.\nWhat was done, was done; only "+
		"the text is cut. Make room or look at where the output goes, then run it again.\n",
		text.Clean(a.failure.Error()))
	return exitFailure
}

// readerGone distinguishes a closed pipe from a full disk. Windows has its own
// numbers, which mean something else on other systems: ERROR_BROKEN_PIPE,
// ERROR_NO_DATA and ERROR_PIPE_NOT_CONNECTED.
func readerGone(system string, err error) bool {
	left := []error{syscall.EPIPE, io.ErrClosedPipe}
	if system == "windows" {
		left = append(left, syscall.Errno(109), syscall.Errno(232), syscall.Errno(233))
	}
	return slices.ContainsFunc(left, func(e error) bool { return errors.Is(err, e) })
}
