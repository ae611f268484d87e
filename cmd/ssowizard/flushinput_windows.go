package main

import (
	"time"

	console "github.com/charmbracelet/x/windows"
	"golang.org/x/sys/windows"
)

// flushInput discards typed input that was not read, until nothing arrives for the
// pause, and reports whether there was any. Key releases, window changes and mouse
// moves do not count. While a read is in progress the console passes new input to
// it.
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

// keyPending reports whether an unread key press that produces a character is
// waiting.
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
