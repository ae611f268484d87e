package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

// outward are the calls by which a program can reach beyond itself: files that it
// opens for writing, moves or removes, and addresses that it connects to, sends to
// or listens at.
var outward = []uint32{unix.SYS_OPENAT, unix.SYS_OPENAT2, unix.SYS_RENAMEAT, unix.SYS_RENAMEAT2, unix.SYS_UNLINKAT, unix.SYS_LINKAT, unix.SYS_SYMLINKAT,
	unix.SYS_CONNECT, unix.SYS_SENDTO, unix.SYS_BIND}

// reach is all that a followed program, and what it starts, reached.
type reach struct {
	mu     sync.Mutex
	files  map[string]bool   // opened for writing, or moved to
	peers  map[string]bool   // connected to or sent to; a socket's path, or address and port
	listen map[string]bool   // listened at
	gone   map[string][]byte // files as they were when they were removed or replaced, by name and number
	lost   []string          // what could not be looked at
}

func newReach() *reach {
	return &reach{files: map[string]bool{}, peers: map[string]bool{}, listen: map[string]bool{}, gone: map[string][]byte{}}
}

// note writes a call down. It never stops one: what is forbidden is judged at the
// end, by what was reached.
func (r *reach) note(n notification) (effect, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch n.nr {
	case unix.SYS_OPENAT:
		if n.args[2]&(unix.O_CREAT|unix.O_TRUNC|unix.O_WRONLY|unix.O_RDWR) != 0 {
			r.file(n.pid, n.args[0], n.args[1])
		}
	case unix.SYS_OPENAT2:
		r.file(n.pid, n.args[0], n.args[1]) // how it is opened stands elsewhere; nothing here calls it
	case unix.SYS_UNLINKAT:
		r.keep(r.path(n.pid, n.args[0], n.args[1]))
	case unix.SYS_RENAMEAT, unix.SYS_RENAMEAT2, unix.SYS_LINKAT:
		r.keep(r.path(n.pid, n.args[0], n.args[1]))
		r.keep(r.path(n.pid, n.args[2], n.args[3]))
		r.file(n.pid, n.args[2], n.args[3])
	case unix.SYS_SYMLINKAT:
		r.file(n.pid, n.args[1], n.args[2])
	case unix.SYS_CONNECT:
		r.peers[r.address(n.pid, n.args[1], n.args[2])] = true
	case unix.SYS_BIND:
		r.listen[r.address(n.pid, n.args[1], n.args[2])] = true
	case unix.SYS_SENDTO:
		if n.args[4] != 0 {
			r.peers[r.address(n.pid, n.args[4], n.args[5])] = true
		}
	}
	return effect{}, false
}

func (r *reach) file(pid uint32, folder, at uint64) { r.files[r.path(pid, folder, at)] = true }

// keep reads a file that is about to be gone.
func (r *reach) keep(path string) {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		r.lost = append(r.lost, path)
		return
	}
	r.gone[fmt.Sprintf("%s (gone, %d)", path, len(r.gone))] = raw
}

// kept reports whether a file was read when it was about to be gone.
func (r *reach) kept(path string) bool {
	for name := range r.gone {
		if strings.HasPrefix(name, path+" (gone, ") {
			return true
		}
	}
	return false
}

// path is the whole path that a call names.
func (r *reach) path(pid uint32, folder, at uint64) string {
	name, _, _ := bytes.Cut(r.memory(pid, at, 4096), []byte{0})
	if filepath.IsAbs(string(name)) {
		return filepath.Clean(string(name))
	}
	base := fmt.Sprintf("/proc/%d/fd/%d", pid, int32(folder))
	if int32(folder) == unix.AT_FDCWD {
		base = fmt.Sprintf("/proc/%d/cwd", pid)
	}
	in, err := os.Readlink(base)
	if err != nil {
		r.lost = append(r.lost, string(name))
	}
	return filepath.Join(in, string(name))
}

// address is a socket's address in words.
func (r *reach) address(pid uint32, at, size uint64) string {
	raw := r.memory(pid, at, int(min(size, 128)))
	if len(raw) < 2 {
		return "unknown"
	}
	switch family := binary.NativeEndian.Uint16(raw); {
	case family == unix.AF_UNIX:
		name, _, _ := strings.Cut(strings.TrimPrefix(string(raw[2:]), "\x00"), "\x00")
		return "unix:" + name
	case family == unix.AF_INET && len(raw) >= 8:
		return netip.AddrPortFrom(netip.AddrFrom4([4]byte(raw[4:8])), binary.BigEndian.Uint16(raw[2:])).String()
	case family == unix.AF_INET6 && len(raw) >= 24:
		return netip.AddrPortFrom(netip.AddrFrom16([16]byte(raw[8:24])).Unmap(), binary.BigEndian.Uint16(raw[2:])).String()
	default:
		return fmt.Sprintf("family %d", family)
	}
}

// memory reads so many bytes of the program's, or as many as there are.
func (r *reach) memory(pid uint32, at uint64, size int) []byte {
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		r.lost = append(r.lost, err.Error())
		return nil
	}
	defer func() { _ = mem.Close() }()
	buf := make([]byte, size)
	for got := 0; ; { // page by page: the next one may not be there
		k, err := mem.ReadAt(buf[got:min(size, got+4096-int((at+uint64(got))%4096))], int64(at)+int64(got))
		if got += k; err != nil && err != io.EOF || k == 0 || got >= size {
			return buf[:got]
		}
	}
}

// reached fails for every file outside of the folders and every address that is
// neither the tap's nor the keychain's.
func (g *followed) reached() {
	g.t.Helper()
	r := g.reach
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, w := range r.lost {
		g.t.Errorf("what the program reached could not be looked at: %s", w)
	}
	let := []string{"/dev/null", "/dev/tty", g.clock.file} // the last one is the test's own
	for f := range r.files {
		if !slices.Contains(let, f) && !slices.ContainsFunc([]string{g.home, g.tmp, g.caught, g.clip}, func(in string) bool { return strings.HasPrefix(f, in+"/") }) {
			g.t.Errorf("a file was written outside of what is followed: %s", f)
		}
	}
	known, tapped := map[string]bool{}, 0
	for _, s := range []string{g.tap.login.URL, g.tap.graph.URL} {
		u, _ := url.Parse(s)
		known[u.Host] = true
	}
	bus, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(g.bus, "unix:"), "path="), ",")
	for p := range r.peers {
		switch {
		case known[p]:
			tapped++
		case p != "unix:"+strings.TrimPrefix(bus, "abstract="):
			g.t.Errorf("the program reached %s, which is neither service nor keychain", p)
		}
	}
	for l := range r.listen {
		if strings.HasPrefix(l, "unix:ssowizard-probe-") {
			continue // a name that keeps two probes apart: nobody is listened to there
		}
		if a, err := netip.ParseAddrPort(l); err != nil || !a.Addr().IsLoopback() {
			g.t.Errorf("the program listened at %s", l)
		}
	}
	if tapped != len(known) || len(r.files) == 0 {
		g.t.Errorf("%d services and %d files were reached, too few to judge by", tapped, len(r.files))
	}
}

// underReach makes a command be followed outward. join is called once it was
// started; until then it waits.
func (g *followed) underReach(cmd *exec.Cmd) (join func()) {
	g.t.Helper()
	return watchOutward(g.t, cmd, g.reach)
}

// onTerminal runs a command line on a terminal, followed outward.
func (g *followed) onTerminal(width, height int, args ...string) *terminal {
	g.t.Helper()
	cmd := g.of(args...)
	join := g.underReach(cmd)
	s := onTerminalOf(g.t, cmd, width, height)
	join()
	return s
}
