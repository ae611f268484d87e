package ownfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"ssowizard/internal/must"
)

// onStillClock lets Patience pass without waiting and counts the pauses.
func onStillClock(t *testing.T) *int {
	t.Helper()
	pauses := 0
	at := time.Now()
	now, pause = func() time.Time { return at }, func(d time.Duration) { pauses++; at = at.Add(d) }
	t.Cleanup(func() { now, pause, rename, openFile, remove = time.Now, time.Sleep, os.Rename, os.OpenFile, os.Remove })
	return &pauses
}

// busy is what another program's hold looks like on this system.
func busy() error {
	if inUse(syscall.EBUSY) {
		return &os.PathError{Op: "rename", Path: "x", Err: syscall.EBUSY}
	}
	return &os.PathError{Op: "rename", Path: "x", Err: syscall.Errno(32)}
}

func TestAFileInUseIsRetried(t *testing.T) {
	pauses := onStillClock(t)
	path := filepath.Join(t.TempDir(), "p.json")
	left := 7
	rename = func(from, to string) error {
		if left--; left >= 0 {
			return busy()
		}
		return os.Rename(from, to)
	}
	if err := Replace(path, ".new~*", []byte("new")); err != nil || *pauses != 7 {
		t.Fatalf("%v after %d pauses", err, *pauses)
	}
	left = 4
	openFile = func(name string, flag int, perm os.FileMode) (*os.File, error) {
		if left--; left >= 0 {
			return nil, busy()
		}
		return os.OpenFile(name, flag, perm)
	}
	if raw, _, err := Read(path, 100); err != nil || string(raw) != "new" {
		t.Errorf("read %q, %v", raw, err)
	}
	left = 3
	remove = func(name string) error {
		if left--; left >= 0 {
			return busy()
		}
		return os.Remove(name)
	}
	if err := Remove(path); err != nil || left != -1 {
		t.Errorf("remove: %v", err)
	}
}

func TestRetryTimesOutAndKeepsTheOldFile(t *testing.T) {
	onStillClock(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "p.json")
	must.Do(t, Replace(path, ".new~*", []byte("old")))
	rename = func(string, string) error { return busy() }
	begun := now()
	err := Replace(path, ".new~*", []byte("new"))
	if waited := now().Sub(begun); err == nil || waited < RetryFor || waited > RetryFor+longPause {
		t.Errorf("%v after %s", err, waited)
	}
	raw, _, rerr := Read(path, 100)
	left, _ := os.ReadDir(dir)
	if rerr != nil || string(raw) != "old" || len(left) != 1 {
		t.Errorf("%q is left, beside %d files (%v)", raw, len(left), rerr)
	}
	pauses := onStillClock(t)
	rename = func(string, string) error { return syscall.ENOSPC }
	if err := Replace(path, ".new~*", []byte("new")); !errors.Is(err, syscall.ENOSPC) || *pauses != 0 {
		t.Errorf("a full disk was tried %d times more: %v", *pauses, err)
	}
}

// TestReadRetriesWhenTheFileIsReplaced: two programs that save and list at the
// same time never take each other for somebody who exchanged the file.
func TestReadRetriesWhenTheFileIsReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.json")
	must.Do(t, Replace(path, ".new~*", []byte("0")))
	var wg sync.WaitGroup
	stop := make(chan struct{})
	wg.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			f := fmt.Sprintf("%s.%d", path, i%2)
			if err := os.WriteFile(f, fmt.Append(nil, i), 0o600); err != nil {
				t.Error(err)
			}
			if err := os.Rename(f, path); err != nil {
				t.Error(err)
			}
		}
	})
	for range 5000 {
		if raw, _, err := Read(path, 100); err != nil || len(raw) == 0 {
			t.Fatalf("read %q, %v", raw, err)
		}
	}
	close(stop)
	wg.Wait()
}

func TestAFileReplacedForeverIsRefused(t *testing.T) {
	onStillClock(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "p.json")
	must.Do(t, Replace(path, ".new~*", []byte("x")))
	openFile = func(string, int, os.FileMode) (*os.File, error) { return Temp(dir, "other*") }
	if _, _, err := Read(path, 100); !errors.Is(err, ErrExchanged) {
		t.Errorf("read: %v", err)
	}
}

func TestOnlyPlainFilesOfALengthAreRead(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "p.json")
	if _, _, err := Read(path, 10); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("nothing there: %v", err)
	}
	must.Do(t, Replace(path, ".new~*", []byte("0123456789")))
	if raw, _, err := Read(path, 10); err != nil || len(raw) != 10 {
		t.Errorf("read %q, %v", raw, err)
	}
	if _, _, err := Read(path, 9); !errors.Is(err, ErrTooLong) {
		t.Errorf("one too long: %v", err)
	}
	var other *NotRegularError
	if _, _, err := Read(dir, 10); !errors.As(err, &other) || !strings.Contains(err.Error(), "a folder") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := Create(path); !errors.Is(err, os.ErrExist) {
		t.Errorf("made over another: %v", err)
	}
}
