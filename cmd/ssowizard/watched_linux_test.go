package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// underWatch makes the program stop at each of its effects on the world outside
// until the test has answered. The kernel stops it (seccomp's user
// notification), so that nothing in the program knows of it and no rights of
// root are needed.
const underWatch = "SSOWIZARD_TEST_UNDER_WATCH"

// justOutward is its value where only what reaches beyond the program is stopped.
const justOutward = "outward"

// watched tells a program that has the filter on already.
const watched = "SSOWIZARD_TEST_WATCHED"

func init() {
	beforeMain = enterWatch
	if os.Getenv(watched) != "" {
		closeMemory = limitDumps // or nobody but root could read what it is about to do
	}
}

// effects are the calls by which the program changes something outside itself.
// They are stopped at before they are done, so that the stop at each is also the
// stop after the one before.
var effects = []uint32{
	unix.SYS_OPENAT, unix.SYS_MKDIRAT, unix.SYS_RENAMEAT, unix.SYS_RENAMEAT2, unix.SYS_UNLINKAT, unix.SYS_WRITE, unix.SYS_PWRITE64, unix.SYS_WRITEV,
	unix.SYS_FSYNC, unix.SYS_FTRUNCATE, unix.SYS_SENDMSG, unix.SYS_SENDTO, unix.SYS_EXIT_GROUP,
}

// enterWatch puts the filter on, gives its listener to the test through file 3
// and begins again as the program, of which every thread then has the filter.
func enterWatch() {
	calls := effects
	switch os.Getenv(underWatch) {
	case "":
		return
	case justOutward:
		calls = outward
	}
	_ = os.Unsetenv(underWatch)
	_ = os.Setenv(watched, "1")
	runtime.LockOSThread()
	listener, err := filterCalls(calls)
	if err == nil {
		sent := make(chan error)
		go func() { sent <- unix.Sendmsg(3, []byte{1}, unix.UnixRights(listener), nil, 0) }() // from a thread without the filter
		err = <-sent
	}
	if err == nil {
		unix.CloseOnExec(3)
		err = syscall.Exec("/proc/self/exe", os.Args, os.Environ())
	}
	_, _ = fmt.Fprintln(os.Stderr, "no watch:", err)
	os.Exit(99)
}

// filterCalls puts the filter on this thread.
func filterCalls(calls []uint32) (listener int, err error) {
	code := []unix.SockFilter{{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 0}} // the call's number
	for i, nr := range calls {
		code = append(code, unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: nr, Jt: uint8(len(calls) - i)})
	}
	code = append(code, unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
		unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_USER_NOTIF})
	prog := unix.SockFprog{Len: uint16(len(code)), Filter: &code[0]}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return 0, err
	}
	for _, flags := range []uintptr{unix.SECCOMP_FILTER_FLAG_NEW_LISTENER | unix.SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, unix.SECCOMP_FILTER_FLAG_NEW_LISTENER} {
		fd, _, no := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, flags, uintptr(unsafe.Pointer(&prog)))
		if no == 0 {
			return int(fd), nil
		}
		err = no
	}
	return 0, err
}

// Kinds of effects.
const (
	onDisk     = "disk"
	onKeychain = "keychain" // a message on the session bus
	onNetwork  = "request"
	onEnd      = "end" // the process is about to end by itself
)

// effect is something that the program is about to do.
type effect struct {
	kind, what string
}

func (e effect) String() string { return e.kind + ": " + e.what }

// answer says what becomes of an effect; the zero value lets it be.
type answer struct {
	kill   bool
	refuse syscall.Errno  // it is not done, and fails with this
	signal syscall.Signal // sent before it is done
}

// watch is the test's side of a program under watch.
type watch struct {
	listener int
	home     string // what lies below counts as disk
	sockets  sync.Map
	decide   func(effect) answer
	words    func(notification) (effect, bool) // of a call; ok is false for one that is let be
	process  *os.Process
	over     chan struct{}
}

// watchEffects has a program that is about to be started stop at each of its
// effects below home, on the bus and on the network. decide is called for one at a
// time; join once the program was started.
func watchEffects(t *testing.T, cmd *exec.Cmd, home string, decide func(effect) answer) (join func()) {
	t.Helper()
	w := &watch{home: home, decide: decide, over: make(chan struct{})}
	w.words = w.read
	return w.attach(t, cmd, "1")
}

// watchOutward has a program that is about to be started write down what it
// reaches. join is called once it was started; until then it waits.
func watchOutward(t *testing.T, cmd *exec.Cmd, r *reach) (join func()) {
	t.Helper()
	w := &watch{words: r.note, over: make(chan struct{})}
	return w.attach(t, cmd, justOutward)
}

// attach gives a command that is about to be started the way to its watch; join
// takes the watch up once it was started.
func (w *watch) attach(t *testing.T, cmd *exec.Cmd, what string) (join func()) {
	t.Helper()
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	theirs := os.NewFile(uintptr(pair[1]), "theirs")
	cmd.ExtraFiles = []*os.File{theirs}
	cmd.Env = append(cmd.Env, underWatch+"="+what)
	return func() {
		t.Helper()
		_ = theirs.Close()
		defer func() { _ = unix.Close(pair[0]) }()
		w.listener, w.process = takenFrom(t, pair[0], cmd), cmd.Process
		go w.serve()
	}
}

// takenFrom takes the listener that the program sends.
func takenFrom(t *testing.T, socket int, cmd *exec.Cmd) int {
	t.Helper()
	oob := make([]byte, 64)
	_, n, _, _, err := unix.Recvmsg(socket, make([]byte, 1), oob, unix.MSG_CMSG_CLOEXEC)
	var rights []int
	if msgs, perr := unix.ParseSocketControlMessage(oob[:max(n, 0)]); err == nil && perr == nil && len(msgs) == 1 {
		rights, err = unix.ParseUnixRights(&msgs[0])
	}
	if err != nil || len(rights) != 1 {
		_ = cmd.Process.Kill()
		t.Fatalf("this kernel does not let the test watch the program (%v)", err)
	}
	return rights[0]
}

// notification and response are struct seccomp_notif and seccomp_notif_resp of
// the kernel's interface.
type notification struct {
	id         uint64
	pid, flags uint32
	nr         int32
	arch       uint32
	ip         uint64
	args       [6]uint64
}

type response struct {
	id    uint64
	val   int64
	errno int32
	flags uint32
}

// serve answers until no process has the filter any more.
func (w *watch) serve() {
	defer close(w.over)
	defer func() { _ = unix.Close(w.listener) }()
	for {
		fds := []unix.PollFd{{Fd: int32(w.listener), Events: unix.POLLIN}}
		if _, err := unix.Poll(fds, -1); err == unix.EINTR {
			continue
		}
		if fds[0].Revents&unix.POLLIN == 0 {
			return
		}
		var n notification
		if _, _, no := unix.Syscall(unix.SYS_IOCTL, uintptr(w.listener), unix.SECCOMP_IOCTL_NOTIF_RECV, uintptr(unsafe.Pointer(&n))); no != 0 {
			continue // the one who asked is gone
		}
		r := response{id: n.id, flags: unix.SECCOMP_USER_NOTIF_FLAG_CONTINUE}
		if e, ok := w.words(n); ok {
			a := w.decide(e)
			switch {
			case a.kill:
				_ = w.process.Kill() // SIGKILL: nothing in the program can answer it
				continue
			case a.refuse != 0:
				r.flags, r.errno = 0, -int32(a.refuse)
			case a.signal != 0:
				_ = w.process.Signal(a.signal)
			}
		}
		_, _, _ = unix.Syscall(unix.SYS_IOCTL, uintptr(w.listener), unix.SECCOMP_IOCTL_NOTIF_SEND, uintptr(unsafe.Pointer(&r)))
	}
}

// read makes words of a call; ok is false for one that changes nothing outside.
func (w *watch) read(n notification) (e effect, ok bool) {
	switch n.nr {
	case unix.SYS_EXIT_GROUP:
		return effect{onEnd, "exit"}, true
	case unix.SYS_OPENAT:
		if n.args[2]&(unix.O_CREAT|unix.O_TRUNC|unix.O_WRONLY|unix.O_RDWR) == 0 {
			return effect{}, false
		}
		return w.path(n.pid, "open for writing", n.args[1])
	case unix.SYS_MKDIRAT:
		return w.path(n.pid, "make folder", n.args[1])
	case unix.SYS_UNLINKAT:
		return w.path(n.pid, "remove", n.args[1])
	case unix.SYS_RENAMEAT, unix.SYS_RENAMEAT2:
		return w.path(n.pid, "rename", n.args[1])
	}
	to, err := os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", n.pid, n.args[0]))
	if err != nil {
		return effect{}, false
	}
	switch {
	case strings.HasPrefix(to, "socket:"):
		return effect{kind: w.socket(n.pid, to)}, true
	case w.below(to) && n.nr == unix.SYS_FSYNC:
		return effect{onDisk, "sync " + short(to)}, true
	case w.below(to):
		return effect{onDisk, "write " + short(to)}, true
	}
	return effect{}, false
}

func (w *watch) below(path string) bool { return path == w.home || strings.HasPrefix(path, w.home+"/") }

// short is a path's last part, without what differs from run to run.
func short(path string) string {
	name, _, _ := strings.Cut(filepath.Base(path), "-")
	return name
}

// path reads the address of a path out of the program's memory.
func (w *watch) path(pid uint32, verb string, at uint64) (effect, bool) {
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		return effect{}, false
	}
	defer func() { _ = mem.Close() }()
	buf := make([]byte, 4096-at%4096+4096) // to the end of the next page: one of them may not be there
	k, err := mem.ReadAt(buf, int64(at))
	if k == 0 && err != nil && !errors.Is(err, io.EOF) {
		return effect{}, false
	}
	name, _, _ := bytes.Cut(buf[:k], []byte{0})
	return effect{onDisk, verb + " " + short(string(name))}, w.below(string(name))
}

// socket tells the network from the bus.
func (w *watch) socket(pid uint32, link string) string {
	if kind, ok := w.sockets.Load(link); ok {
		return kind.(string)
	}
	inode := strings.TrimSuffix(strings.TrimPrefix(link, "socket:["), "]")
	kind := onKeychain
	for _, table := range []string{"tcp", "tcp6"} {
		raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/net/%s", pid, table))
		if err == nil && bytes.Contains(raw, []byte(" "+inode+" ")) {
			kind = onNetwork
		}
	}
	w.sockets.Store(link, kind)
	return kind
}
