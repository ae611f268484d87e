package main

import (
	"time"

	console "github.com/charmbracelet/x/windows"
	"golang.org/x/sys/windows"
)

// flushInput takes away what was typed and not read, until nothing more came
// for the pause, and tells whether there was any. A key that is let go, a window
// that changes and a mouse that moves are nothing typed. While a read is under
// way the console hands it what comes.
func flushInput(fd int, pause time.Duration, reading bool) bool {
	h, had := windows.Handle(fd), false
	quiet := time.Now().Add(pause)
	for over := time.Now().Add(flushLimit); time.Now().Before(over); time.Sleep(5 * time.Millisecond) {
		some, err := keyPending(h)
		if err != nil || reading {
			_ = windows.FlushConsoleInputBuffer(h)
			return false
		}
		if some {
			had, quiet = true, time.Now().Add(pause)
			_ = windows.FlushConsoleInputBuffer(h)
		} else if time.Now().After(quiet) {
			break
		}
	}
	return had
}

// keyPending tells whether a key that writes something stands unread.
func keyPending(h windows.Handle) (bool, error) {
	var records [256]console.InputRecord
	var n uint32
	if err := console.PeekConsoleInput(h, &records[0], uint32(len(records)), &n); err != nil {
		return false, err
	}
	for _, r := range records[:n] {
		if r.EventType == console.KEY_EVENT {
			if k := r.KeyEvent(); k.KeyDown && k.Char != 0 {
				return true, nil
			}
		}
	}
	return false, nil
}
