package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"ssowizard/internal/ownfile"
	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

// debugLog writes calls and notes into a file of the state folder, as they
// happen, so that a crash loses little. It sees only what wire.Call holds: no
// header, no body, no token and no secret. Values of flags stay out as well.
type debugLog struct {
	mu      sync.Mutex
	w       io.WriteCloser
	calls   *wire.Log
	written map[string]int
	quit    chan struct{}
	done    chan struct{}
}

// flushEvery is how long a call may be missing from the file.
const flushEvery = 300 * time.Millisecond

// startDebugLog opens a new file, readable by its owner only, and returns its
// path. It never writes into a file that was there before.
func startDebugLog(dir string, calls *wire.Log, flags []string) (*debugLog, string, error) {
	folder := filepath.Join(dir, "log")
	if err := ownfile.Folder(folder); err != nil {
		return nil, "", err
	}
	name := fmt.Sprintf("debug-%s-%d.log", time.Now().UTC().Format("20060102-150405"), os.Getpid())
	path := filepath.Join(folder, name)
	f, err := ownfile.Create(path)
	if err != nil {
		return nil, "", err
	}
	d := &debugLog{w: f, calls: calls, written: map[string]int{}, quit: make(chan struct{}),
		done: make(chan struct{})}
	d.note("ssowizard %s, %s/%s, flags: %s", versionWord(), runtime.GOOS, runtime.GOARCH,
		strings.Join(flags, " "))
	go d.follow()
	return d, path, nil
}

func (d *debugLog) follow() {
	defer close(d.done)
	t := time.NewTicker(flushEvery)
	defer t.Stop()
	for {
		select {
		case <-d.quit:
			d.flush()
			return
		case <-t.C:
			d.flush()
		}
	}
}

// note writes one line of its own.
func (d *debugLog) note(format string, args ...any) {
	d.line(time.Now(), "note", text.Clean(fmt.Sprintf(format, args...)))
}

func (d *debugLog) line(at time.Time, kind, text string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	_, _ = fmt.Fprintf(d.w, "%s %s %s\n", at.UTC().Format("2006-01-02T15:04:05.000Z"), kind, text)
}

// flush writes the calls that ended since the last time. A call is known by its
// beginning, because the log orders by that and calls end in any order.
func (d *debugLog) flush() {
	seen := map[string]int{}
	for _, c := range d.calls.Calls() {
		key := c.Start.Format(time.RFC3339Nano) + c.Method + c.Host + c.Path
		if seen[key]++; seen[key] <= d.written[key] {
			continue
		}
		d.written[key]++
		d.line(c.Start, "call", callWords(c))
	}
}

func callWords(c wire.Call) string {
	text := fmt.Sprintf("%s %s%s %d %s", c.Method, c.Host, c.Path, c.Status,
		c.Duration.Round(time.Millisecond))
	if c.RequestID != "" {
		text += " request " + c.RequestID
	}
	if c.Err != "" {
		text += " failed: " + c.Err
	}
	for _, i := range c.Items {
		text += "\n    " + i
	}
	return text
}

// close writes what is left and closes the file.
func (d *debugLog) close() {
	close(d.quit)
	<-d.done
	_ = d.w.Close()
}
