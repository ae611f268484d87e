package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// diary keeps every file that was ever in its folders, also those that were
// deleted or replaced: each is opened as soon as it is made, and read at the end.
type diary struct {
	t    *testing.T
	fd   int
	done chan struct{}

	mu      sync.Mutex
	folders map[int32]string
	files   []*os.File
	missed  map[string]bool // were made, and gone before they could be opened
}

func follow(t *testing.T, folders ...string) *diary {
	t.Helper()
	fd, err := unix.InotifyInit1(unix.IN_CLOEXEC)
	if err != nil {
		t.Fatal(err)
	}
	d := &diary{t: t, fd: fd, done: make(chan struct{}), folders: map[int32]string{}, missed: map[string]bool{}}
	for _, f := range folders {
		d.add(f)
	}
	go d.read()
	return d
}

// add follows a folder and what is in it already.
func (d *diary) add(path string) {
	wd, err := unix.InotifyAddWatch(d.fd, path, unix.IN_CREATE|unix.IN_MOVED_TO|unix.IN_MOVED_FROM|unix.IN_DELETE_SELF)
	if err != nil {
		return // it is gone again
	}
	d.mu.Lock()
	d.folders[int32(wd)] = path
	d.mu.Unlock()
	list, _ := os.ReadDir(path)
	for _, e := range list {
		d.took(filepath.Join(path, e.Name()))
	}
}

func (d *diary) took(path string) {
	info, err := os.Lstat(path)
	if err == nil && info.IsDir() {
		d.add(path)
	}
	if err == nil && !info.Mode().IsRegular() {
		return
	}
	f, err := os.Open(path)
	d.mu.Lock()
	defer d.mu.Unlock()
	if err != nil {
		d.missed[path] = true
		return
	}
	d.files = append(d.files, f)
}

// moved forgets that a file was missed: it is looked at under its new name.
func (d *diary) moved(path string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.missed, path)
}

func (d *diary) read() {
	defer close(d.done)
	buf := make([]byte, 64<<10)
	for {
		n, err := unix.Read(d.fd, buf)
		if err != nil || n <= 0 {
			return
		}
		for at := 0; at+unix.SizeofInotifyEvent <= n; {
			e := (*unix.InotifyEvent)(unsafe.Pointer(&buf[at]))
			name := strings.TrimRight(string(buf[at+unix.SizeofInotifyEvent:at+unix.SizeofInotifyEvent+int(e.Len)]), "\x00")
			at += unix.SizeofInotifyEvent + int(e.Len)
			d.mu.Lock()
			folder, ok := d.folders[e.Wd]
			d.mu.Unlock()
			if e.Mask&unix.IN_Q_OVERFLOW != 0 {
				d.t.Error("files came and went faster than they could be looked at")
			}
			if ok && name == endOfDiary {
				return
			}
			switch {
			case !ok || name == "":
			case e.Mask&unix.IN_MOVED_FROM != 0:
				d.moved(filepath.Join(folder, name))
			default:
				d.took(filepath.Join(folder, name))
			}
		}
	}
}

const endOfDiary = ".end-of-diary"

// all returns the bytes of every file, by name and number.
func (d *diary) all() map[string][]byte {
	d.t.Helper()
	d.mu.Lock()
	for _, f := range d.folders {
		_ = os.WriteFile(filepath.Join(f, endOfDiary), nil, 0o600)
	}
	d.mu.Unlock()
	<-d.done
	_ = unix.Close(d.fd)
	out := map[string][]byte{}
	for i, f := range d.files {
		_, _ = f.Seek(0, io.SeekStart)
		raw, err := io.ReadAll(f)
		if err != nil {
			d.t.Error(err)
		}
		out[fmt.Sprintf("%s (%d)", f.Name(), i)] = raw
		_ = f.Close()
	}
	return out
}
