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

// checkedOutput is the output, and remembers whether it took what was written: an
// answer cut short by a full disk must not end as a good one.
type checkedOutput struct {
	to io.Writer

	mu      sync.Mutex
	failure error
}

// Write writes on until the output refuses once.
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

// causedBy tells whether an error is no more than that the output refused.
func (a *checkedOutput) causedBy(err error) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.failure != nil && errors.Is(err, a.failure)
}

// exitCode says where an answer was lost, which makes any end a failure.
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

// readerGone tells a pipe that nobody reads any more from a disk that takes no
// more. Windows has numbers of its own, which mean something else elsewhere:
// ERROR_BROKEN_PIPE, ERROR_NO_DATA and ERROR_PIPE_NOT_CONNECTED.
func readerGone(system string, err error) bool {
	left := []error{syscall.EPIPE, io.ErrClosedPipe}
	if system == "windows" {
		left = append(left, syscall.Errno(109), syscall.Errno(232), syscall.Errno(233))
	}
	return slices.ContainsFunc(left, func(e error) bool { return errors.Is(err, e) })
}
