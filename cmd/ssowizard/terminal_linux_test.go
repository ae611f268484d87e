package main

import (
	"errors"
	"io"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/charmbracelet/x/xpty"

	"ssowizard/internal/must"
)

// terminal is the program on a pseudo-terminal of its own, and what a person
// sees there. It answers the program's queries, as a terminal does.
type terminal struct {
	t   *testing.T
	cmd *exec.Cmd
	pty xpty.Pty

	mu   sync.Mutex // the emulator is not safe for two at a time
	emu  *vt.Emulator
	raw  []byte        // all that was written to it
	read chan struct{} // closed when the program's last output is on the screen

	wrote  []byte   // everything that the program wrote
	frames []string // what stood on the screen, each time it had changed
}

const patience = 2 * time.Minute // for a screen that never comes, also on a busy computer

func onTerminal(t *testing.T, width, height int, args ...string) *terminal {
	t.Helper()
	cmd := program(t, args...)
	cmd.Env = append(cmd.Env, clockFile+"="+newClock(t).file)
	return onTerminalOf(t, cmd, width, height)
}

// onTerminalOf is onTerminal for a program that something was added to.
func onTerminalOf(t *testing.T, cmd *exec.Cmd, width, height int) *terminal {
	t.Helper()
	pty, err := xpty.NewUnixPty(width, height)
	must.Do(t, err)
	s := &terminal{t: t, cmd: cmd, pty: pty, emu: vt.NewEmulator(width, height), read: make(chan struct{})}
	s.cmd.Env = append(s.cmd.Env, "TERM=xterm-256color", "CI=", "LC_ALL=C.UTF-8")
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true} // or no change of size arrives
	must.Do(t, pty.Start(s.cmd))
	_ = pty.Slave().Close() // so that reading ends with the program
	go s.show()
	go func() { _, _ = io.Copy(pty, s.emu) }() // ends with the emulator's input
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill() // it has ended already in a test that passed
		_ = pty.Master().Close()
		if in, ok := s.emu.InputPipe().(io.Closer); ok {
			_ = in.Close()
		}
	})
	return s
}

// show puts the program's output on the screen.
func (s *terminal) show() {
	defer close(s.read)
	buf := make([]byte, 32<<10)
	for {
		n, err := s.pty.Read(buf)
		s.mu.Lock()
		s.raw = append(s.raw, buf[:n]...)
		_, _ = s.emu.Write(buf[:n]) // an emulator in memory takes everything
		s.wrote = append(s.wrote, buf[:n]...)
		if text := s.emu.String(); len(s.frames) == 0 || s.frames[len(s.frames)-1] != text {
			s.frames = append(s.frames, text)
		}
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// screen is the text on the screen, and whether it is the alternate one.
func (s *terminal) screen() (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.emu.String(), s.emu.IsAltScreen()
}

// soFar tells how much was written and how many frames there were.
func (s *terminal) soFar() (bytes, frames int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.wrote), len(s.frames)
}

// sees waits until all the words are on the screen.
func (s *terminal) sees(words ...string) {
	s.t.Helper()
	over := time.Now().Add(patience)
	for _, w := range words {
		for {
			text, _ := s.screen()
			if strings.Contains(text, w) {
				break
			}
			if time.Now().After(over) {
				s.t.Fatalf("no %q on the screen:\n%s", w, text)
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
}

func (s *terminal) press(keys string) {
	s.t.Helper()
	if _, err := io.WriteString(s.pty, keys); err != nil {
		s.t.Fatal(err)
	}
}

func (s *terminal) resize(width, height int) {
	s.t.Helper()
	s.mu.Lock()
	s.emu.Resize(width, height)
	s.mu.Unlock()
	must.Do(s.t, s.pty.Resize(width, height))
}

// ends waits for the program and returns its exit code and what is left in the
// shell's screen.
func (s *terminal) ends() (code int, left string) {
	s.t.Helper()
	over := time.AfterFunc(patience, func() { _ = s.cmd.Process.Kill() })
	err := s.cmd.Wait()
	over.Stop()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		s.t.Fatal(err)
	}
	select {
	case <-s.read:
	case <-time.After(patience):
		s.t.Fatal("the terminal was not let go of")
	}
	text, alt := s.screen()
	if alt {
		s.t.Errorf("the alternate screen was not left:\n%s", text)
	}
	return s.cmd.ProcessState.ExitCode(), text
}

func TestOnATerminalTheWalkIsDrawnResizedAndLeft(t *testing.T) {
	s := onTerminal(t, 80, 24, "--practice")
	s.sees("What brings you here?", "PRACTICE", "q leave")
	if _, alt := s.screen(); !alt {
		t.Error("the full screen is not on the alternate screen")
	}
	s.press("\r")
	s.sees("Your company's domain", "contoso.com")
	s.press("\r")
	s.sees("Sign in with a code", "Tenant id")
	s.resize(120, 36)
	s.sees("Grant admin consent") // the list of steps stands beside the page in a wide window
	s.resize(40, 10)
	s.sees("the page", "is still here")
	s.resize(80, 24)
	s.sees("Tenant id", "esc back")
	s.press("\r")
	s.sees("Waiting for you in the browser")
	s.press("a")
	s.sees("Is this your own company?", "ada@contoso.com")
	s.press("\x03")
	code, left := s.ends()
	if code != exitInterrupted {
		t.Errorf("ended with %d, want %d", code, exitInterrupted)
	}
	if !strings.Contains(left, "nothing real was touched") || strings.Contains(left, "Is this your own company?") {
		t.Errorf("left in the shell:\n%s", left)
	}
}

func TestOnATerminalCtrlCBeforeACompanyIsNamedLeavesALine(t *testing.T) {
	s := onTerminal(t, 80, 24)
	s.sees("What brings you here?", "Practice first")
	s.press("\x03")
	code, left := s.ends()
	if code != exitInterrupted || !strings.Contains(left, "nothing was begun and nothing was changed") {
		t.Errorf("ended with %d and left:\n%s", code, left)
	}
}
