package ownfile

import (
	"errors"
	"os"
	"time"
)

// RetryFor is how long an operation on a file in use is retried. Virus scanners and
// indexers let go within a fraction of it.
const RetryFor = 2 * time.Second

const (
	firstPause = 5 * time.Millisecond
	longPause  = 100 * time.Millisecond
)

// System calls, replaced by tests that simulate a busy system.
var (
	rename   = os.Rename
	remove   = os.Remove
	openFile = os.OpenFile
	now      = time.Now
	pause    = time.Sleep
)

// retry repeats an operation while another program blocks it, with growing pauses.
// It returns the last error after RetryFor.
func retry(try func() error) error {
	until := now().Add(RetryFor)
	for wait := firstPause; ; wait = min(2*wait, longPause) {
		err := try()
		if err == nil || !transient(err) || now().After(until) {
			return err
		}
		pause(wait)
	}
}

// transient reports whether another program's use of the file explains the error.
func transient(err error) bool { return errors.Is(err, ErrExchanged) || inUse(err) }
