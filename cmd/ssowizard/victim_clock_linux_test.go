package main

import (
	"context"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// commonClock is the computer's clock, and ahead of it by all that anybody has
// waited. A tenant in the test and the programs that the test starts go by one, so
// that minutes pass in no time, and what a server is behind by is as long for the
// program that was killed as for the one that follows it. It lies in a file that all
// of them have in their memory: a program that is killed takes nothing with it.
type commonClock struct {
	file  string
	ahead *atomic.Int64 // nanoseconds
}

// clockFile names the file to a program, which goes by the computer's clock without.
const clockFile = "SSOWIZARD_TEST_CLOCK"

// turn is what a wait takes of the computer's time at the most: long enough for a
// person whom the test plays to enter a code before it ends, after 900 polls.
const turn = 50 * time.Millisecond

func init() {
	file := os.Getenv(clockFile)
	if file == "" {
		return
	}
	c, err := openClock(file)
	if err != nil {
		panic(err)
	}
	inner := thisComputer
	thisComputer = func() *ioStreams {
		h := inner()
		h.now, h.sleep = c.now, c.sleep
		return h
	}
}

// newClock makes one that shows the computer's time.
func newClock(t *testing.T) commonClock {
	t.Helper()
	file := filepath.Join(t.TempDir(), "clock")
	err := os.WriteFile(file, make([]byte, 8), 0o600)
	var c commonClock
	if err == nil {
		c, err = openClock(file)
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func openClock(file string) (commonClock, error) {
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		return commonClock{}, err
	}
	defer func() { _ = f.Close() }()
	mem, err := unix.Mmap(int(f.Fd()), 0, 8, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		return commonClock{}, err
	}
	return commonClock{file, (*atomic.Int64)(unsafe.Pointer(&mem[0]))}, nil
}

func (c commonClock) now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

// pass lets time go by for all.
func (c commonClock) pass(d time.Duration) { c.ahead.Add(int64(d)) }

// sleep waits for a turn, and then it is so much later than it was. Two who sleep
// at once sleep at once.
func (c commonClock) sleep(ctx context.Context, d time.Duration) error {
	until := c.now().Add(d)
	t := time.NewTimer(min(d, turn))
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	for {
		was := c.ahead.Load()
		left := time.Until(until) - time.Duration(was)
		if left <= 0 || c.ahead.CompareAndSwap(was, was+int64(left)) {
			return nil
		}
	}
}
