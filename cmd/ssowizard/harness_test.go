package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	_ "ssowizard/internal/testkit" // ends the tests on what the walk's table does not name
)

// asProgram makes the test binary behave as the program, so that exit codes and
// signals are those of a real process.
const asProgram = "SSOWIZARD_TEST_AS_PROGRAM"

// beforeMain is what a test needs done in the program's process before it begins.
var beforeMain = func() {}

// thisComputer is where the program runs that a test starts.
var thisComputer = systemStreams

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		beforeMain()
		os.Exit(live(thisComputer(), os.Args[1:]))
	}
	os.Exit(m.Run())
}

// program is the built program with a state folder and an environment of its own.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	home := t.TempDir()
	cmd.Env = append(os.Environ(), asProgram+"=1", "HOME="+home, "XDG_CONFIG_HOME="+home, "AppData="+home, "NO_COLOR=1",
		"DISPLAY=", "WAYLAND_DISPLAY=", envLogin+"=", envGraph+"=", "DBUS_SESSION_BUS_ADDRESS=unix:path="+home+"/no-bus")
	return cmd
}

// codeOf runs it and returns the exit code with everything it wrote.
func codeOf(t *testing.T, cmd *exec.Cmd) (code int, out, talk string) {
	t.Helper()
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), o.String(), e.String()
}

// bench is a host without a terminal, on which nothing is real.
type bench struct {
	*ioStreams
	t         *testing.T
	env       map[string]string
	folder    string
	out, talk *words
	opened    []string
	given     map[string]string // the files that a test put there, by their paths
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, env: map[string]string{}, given: map[string]string{}, folder: t.TempDir(), out: &words{}, talk: &words{}}
	b.ioStreams = &ioStreams{in: strings.NewReader(""), out: b.out, err: b.talk, env: func(k string) string { return b.env[k] }, scale: 0.01,
		dir:  func() (string, error) { return b.folder, nil },
		open: func(u string) error { b.opened = append(b.opened, u); return nil },
		sleep: func(ctx context.Context, d time.Duration) error {
			select {
			case <-time.After(d / 100):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}}
	return b
}

// run runs the command line and returns the exit code.
func (b *bench) run(args ...string) int {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), time.Minute)
	defer cancel()
	code := run(ctx, b.ioStreams, args)
	if b.t.Failed() || testing.Verbose() {
		b.t.Logf("%v → %d\ntalk:\n%s\nout:\n%s", args, code, b.talk, b.out)
	}
	return code
}

// want fails unless the command line ends with the code and says the texts.
func (b *bench) want(code int, args []string, texts ...string) {
	b.t.Helper()
	if got := b.run(args...); got != code {
		b.t.Errorf("%v ended with %d, want %d\n%s", args, got, code, b.talk)
	}
	all := b.talk.String() + b.out.String()
	for _, w := range texts {
		if !strings.Contains(all, w) {
			b.t.Errorf("%v did not say %q:\n%s", args, w, all)
		}
	}
}

// words may be written by several goroutines.
type words struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (w *words) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.Write(p)
}

func (w *words) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.String()
}

var _ io.Writer = (*words)(nil)
