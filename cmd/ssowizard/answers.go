package main

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"syscall"

	"ssowizard/internal/wire"
)

// answers is the output, and remembers whether it took what was written: an
// answer cut short by a full disk must not end as a good one.
type answers struct {
	to io.Writer

	mu   sync.Mutex
	lost error
}

// Write writes on until the output refuses once.
func (a *answers) Write(p []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.lost != nil {
		return 0, a.lost
	}
	n, err := a.to.Write(p)
	a.lost = err
	return n, err
}

// lostBy tells whether an error is no more than that the output refused.
func (a *answers) lostBy(err error) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.lost != nil && errors.Is(err, a.lost)
}

// whole says where an answer was lost, which makes any end a failure.
func (a *answers) whole(talk io.Writer, code int) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.lost == nil {
		return code
	}
	if errors.Is(a.lost, syscall.EPIPE) {
		_, _ = fmt.Fprintln(talk, "The answer was not read to its end, so its rest is lost.\nWhat was done, was done; only the text is cut. Run it again with something that reads it whole.")
		return exitFailure
	}
	_, _ = fmt.Fprintf(talk, "The answer could not be written whole: %s.\nWhat was done, was done; only the text is cut. Make room or look at where the output goes, then run it again.\n", wire.Clean(a.lost.Error()))
	return exitFailure
}
