package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/charmbracelet/x/xpty"
)

// The window the programs are drawn in, and how long the output has to be still
// before a frame counts as the settled one.
const (
	columns = 80
	lines   = 24
	still   = 250 * time.Millisecond
	patient = 10 * time.Second // for a program that never draws or never ends
)

// chunk is output with the time at which it was read.
type chunk struct {
	at   time.Time
	data []byte
}

// session is one program on a pseudo-terminal. The terminal answers no queries:
// a program must not wait for them with its first frame.
type session struct {
	cmd     *exec.Cmd
	pty     xpty.Pty
	started time.Time
	ended   chan struct{} // closed once the process is reaped

	mu     sync.Mutex
	chunks []chunk
}

var errNoPty = errors.New("no pseudo-terminal is driven on " + runtime.GOOS)

// open starts a program on a new terminal, in an environment that holds nothing
// of the person who measures.
func open(ctx context.Context, dir, program string, args ...string) (*session, error) {
	if runtime.GOOS == "windows" {
		return nil, errNoPty
	}
	pty, err := xpty.NewPty(columns, lines)
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, program, args...) //nolint:gosec // built by this program
	s := &session{cmd: cmd, pty: pty, ended: make(chan struct{})}
	s.cmd.Env = bareEnv(dir)
	s.started = time.Now()
	if err := pty.Start(s.cmd); err != nil {
		_ = pty.Close()
		return nil, err
	}
	go s.read()
	go func() {
		_ = s.cmd.Wait() // how it ended does not matter: it is told to
		close(s.ended)
	}()
	return s, nil
}

// bareEnv returns the environment of every measured program.
func bareEnv(dir string) []string {
	home := filepath.Join(dir, "home")
	return []string{"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH"),
		"HOME=" + home, "XDG_CONFIG_HOME=" + filepath.Join(home, "config")}
}

func (s *session) read() {
	buf := make([]byte, 64<<10)
	for {
		n, err := s.pty.Read(buf)
		if n > 0 {
			s.mu.Lock()
			s.chunks = append(s.chunks, chunk{time.Now(), append([]byte(nil), buf[:n]...)})
			s.mu.Unlock()
		}
		if err != nil {
			return // the terminal was closed
		}
	}
}

func (s *session) output() []chunk {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]chunk(nil), s.chunks...)
}

// settle waits until the program has drawn more than there was after the first
// n chunks, and then nothing for a while. It returns how many chunks there are.
func (s *session) settle(ctx context.Context, n int) (int, error) {
	poll := time.NewTicker(10 * time.Millisecond)
	defer poll.Stop()
	over := time.After(patient)
	for {
		out := s.output()
		if len(out) > n && time.Since(out[len(out)-1].at) > still {
			return len(out), nil
		}
		select {
		case <-poll.C:
		case <-s.ended:
			return 0, errors.New("the program ended before it had drawn")
		case <-over:
			return 0, errors.New("the program does not come to rest")
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

func (s *session) press(keys string) error {
	_, err := io.WriteString(s.pty, keys)
	return err
}

// end quits the program with a key, and kills it if that fails.
func (s *session) end(key string) {
	_ = s.press(key)
	select {
	case <-s.ended:
	case <-time.After(2 * time.Second):
		_ = s.cmd.Process.Kill()
		<-s.ended
	}
	_ = s.pty.Close()
}

// firstFull finds when the screen first showed all the text that it settled
// with. Colours may still change after that: some wait for the terminal's
// answer about its background.
func firstFull(chunks []chunk) (time.Time, error) {
	seen := screens(chunks)
	if len(seen) == 0 || strings.TrimSpace(seen[len(seen)-1]) == "" {
		return time.Time{}, errors.New("the program drew nothing")
	}
	return chunks[slices.Index(seen, seen[len(seen)-1])].at, nil
}

// screens is the text on the screen after each chunk.
func screens(chunks []chunk) []string {
	e := vt.NewEmulator(columns, lines)
	answered := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, e) // its answers to queries go nowhere
		close(answered)
	}()
	out := make([]string, 0, len(chunks))
	for _, c := range chunks {
		_, _ = e.Write(c.data) // an emulator in memory takes everything
		out = append(out, e.String())
	}
	if answers, ok := e.InputPipe().(io.Closer); ok { // its own Close races with Read
		_ = answers.Close()
		<-answered
	}
	return out
}
