package ownfile

import (
	"errors"
	"os"
	"time"
)

// RetryFor is how long a file that another program holds is tried again. A virus
// scanner or an indexer lets go within a fraction of it.
const RetryFor = 2 * time.Second

const (
	firstPause = 5 * time.Millisecond
	longPause  = 100 * time.Millisecond
)

// What the system does; tests put a busy one in its place.
var (
	rename   = os.Rename
	remove   = os.Remove
	openFile = os.OpenFile
	now      = time.Now
	pause    = time.Sleep
)

// retry tries something again while another program is in its way, with
// growing pauses, and returns the last error when Patience is over.
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

// transient tells an error that another program's hold on the file explains.
func transient(err error) bool { return errors.Is(err, ErrExchanged) || inUse(err) }
