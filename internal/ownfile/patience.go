package ownfile

import (
	"errors"
	"os"
	"time"
)

// Patience is how long a file that another program holds is tried again. A virus
// scanner or an indexer lets go within a fraction of it.
const Patience = 2 * time.Second

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

// patiently tries something again while another program is in its way, with
// growing pauses, and returns the last error when Patience is over.
func patiently(try func() error) error {
	until := now().Add(Patience)
	for wait := firstPause; ; wait = min(2*wait, longPause) {
		err := try()
		if err == nil || !passing(err) || now().After(until) {
			return err
		}
		pause(wait)
	}
}

// passing tells an error that another program's hold on the file explains.
func passing(err error) bool { return errors.Is(err, ErrExchanged) || heldByAnother(err) }
