package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"ssowizard/internal/must"
)

// failIn makes the program that a test starts fail inside: "here" where it opens
// an address, "later" where it opens one that is not of the sign-in, and "beside" on
// a goroutine of its own, as soon as a file is there that failWhen names.
const (
	failIn   = "SSOWIZARD_TEST_FAIL_IN"
	failWhen = "SSOWIZARD_TEST_FAIL_WHEN"
)

// panicCanary stands for what a panic's value might hold.
const panicCanary = "panic-canary-8Q~secret-value-of-a-panic"

func init() {
	how := os.Getenv(failIn)
	if how == "" {
		return
	}
	thisComputer = func() *ioStreams {
		ios := systemStreams()
		open := ios.open
		ios.open = func(address string) error {
			switch {
			case how == "beside":
				go failBeside(os.Getenv(failWhen))
			case how == "here", !strings.Contains(address, "/oauth2/v2.0/authorize"):
				panic(panicCanary)
			}
			return open(address)
		}
		return ios
	}
}

func failBeside(when string) {
	for {
		if _, err := os.Stat(when); err == nil {
			panic("the program's own words") // as all of its panics are
		}
		time.Sleep(time.Millisecond)
	}
}

// TestACrashPrintsNoValues makes the program fail inside while it holds tokens, a
// code, its verifier and the secret: in line-by-line work, in a job beside the
// screen, and on a goroutine that nobody watches. Its last words hold none of them, nor the value
// of the panic, and no memory is dumped.
func TestACrashPrintsNoValues(t *testing.T) {
	t.Parallel()
	g := newFollowed(t)
	tenant := []string{"--no-input", "--tenant", "contoso.com"}
	g.plain(exitGood, append([]string{"setup", "--yes", "--name", "bvoip SSO", "--redirect-uris", g.uris}, tenant...)...)
	fails := func(name, how string, cmd *exec.Cmd) (code int) {
		cmd.Env = append(cmd.Env, failIn+"="+how, "GOTRACEBACK=crash")
		code, out := g.play(cmd, nil)
		g.places[name] = []byte(out + g.talk)
		if !strings.Contains(g.talk, "goroutine ") || !strings.Contains(g.talk, "crash_linux_test.go") {
			t.Errorf("%s does not say where it failed:\n%s", name, g.talk)
		}
		return code
	}
	browser := func() *exec.Cmd {
		return g.of(append([]string{"validate", "--plain", "--sign-in", "browser"}, tenant...)...)
	}
	if code := fails("line by line", "here", browser()); code != exitFailure || !strings.Contains(g.talk, "The program failed inside") {
		t.Errorf("line by line: ended with %d:\n%s", code, g.talk)
	}
	stop := g.browse()
	cmd := browser()
	cmd.Env = append(cmd.Env, failWhen+"="+g.tap.holdGraph())
	fails("a goroutine that nobody watches", "beside", cmd)
	stop()
	cmd = g.of("setup", "--tenant", "contoso.com")
	cmd.Env = append(cmd.Env, failIn+"=later", "GOTRACEBACK=crash")
	s := onTerminalOf(t, cmd, 100, 30)
	s.crashOnScreen(g)
	values := g.wantFollowed(allKinds...)
	values["panic's value"] = []string{panicCanary}
	all := g.everywhere()
	for name := range all {
		if strings.Contains(filepath.Base(name), "core") {
			t.Errorf("memory was dumped: %s", name)
		}
	}
	tell(t, leaks(values, all))
	if len(leaks(values, map[string][]byte{"control": []byte(panicCanary)})) == 0 {
		t.Error("the panic's value would not be found")
	}
}

// crashOnScreen signs in, shows the secret and hides it, and fails inside.
func (s *terminal) crashOnScreen(g *followed) {
	s.t.Helper()
	s.walk([2]string{"Your company's domain", "\r"})
	s.signsInElsewhere(s.t, g)
	s.sees("Global Administrator: active")
	s.steady()
	s.strike("g", "2", "9", "\r")
	s.sees("Step 29 · Paste it")
	s.steady()
	shown := s.during(func() {
		s.press("v")
		s.sees("hides it")
		s.press("v")
		s.sees("••••")
		s.steady()
	})
	s.press("o")
	code, left := s.ends()
	if code != exitFailure || !strings.Contains(left, "The program failed inside") {
		s.t.Errorf("ended with %d and left:\n%s", code, left)
	}
	for name, raw := range s.outside(shown) {
		g.places["crash on the screen: "+name] = raw
	}
}

// TestNoMemoryIsDumped aborts the program as a fault in the kernel's eyes does,
// where dumps are allowed and asked for.
func TestNoMemoryIsDumped(t *testing.T) {
	t.Parallel()
	dumped := func(cmd *exec.Cmd, ready string) (core, aborted bool) {
		cmd.Dir = t.TempDir()
		talk, err := cmd.StderrPipe()
		must.Do(t, err)
		in, err := cmd.StdinPipe()
		must.Do(t, err)
		defer func() { _ = in.Close() }()
		must.Do(t, cmd.Start())
		l := unix.Rlimit{Cur: 1 << 30, Max: unix.RLIM_INFINITY}
		if err := unix.Prlimit(cmd.Process.Pid, unix.RLIMIT_CORE, &l, nil); err != nil {
			l.Max = l.Cur
			_ = unix.Prlimit(cmd.Process.Pid, unix.RLIMIT_CORE, &l, nil)
		}
		var said bytes.Buffer
		buf := make([]byte, 4096)
		for over := time.Now().Add(patience); !strings.Contains(said.String(), ready) && time.Now().Before(over); {
			n, err := talk.Read(buf)
			said.Write(buf[:n])
			if err != nil {
				break
			}
		}
		go func() { // each thread has to hear of it: the runtime's own word to them is a signal that this program takes for its end
			began := time.Now() // a thread that does not hear of it is waited for by the runtime, five seconds each
			for cmd.Process.Signal(syscall.SIGABRT) == nil {
				time.Sleep(5 * time.Millisecond)
				if time.Since(began) > 4*time.Second {
					_ = cmd.Process.Kill()
				}
			}
		}()
		_, _ = said.ReadFrom(talk)
		err = cmd.Wait()
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			t.Fatalf("it was not ended: %v", err)
		}
		st, ok := exit.Sys().(syscall.WaitStatus)
		return ok && st.CoreDump(), ok && st.Signal() != syscall.SIGKILL
	}
	core, aborted := false, false
	for try := 0; try < 5 && !aborted; try++ { // one that had to be killed shows nothing
		cmd := program(t, "setup", "--practice", "--plain")
		cmd.Env = append(cmd.Env, "GOTRACEBACK=crash")
		core, aborted = dumped(cmd, "[")
	}
	if core || !aborted {
		t.Errorf("the program's memory was dumped: %v; it was ended by the abort: %v", core, aborted)
	}
	control := exec.CommandContext(t.Context(), "sh", "-c", "ulimit -c unlimited 2>/dev/null; echo ready >&2; read x")
	core, _ = dumped(control, "ready")
	t.Logf("another program's memory is dumped here: %v", core)
}
