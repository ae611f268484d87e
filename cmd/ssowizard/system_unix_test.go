//go:build unix

package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"ssowizard/internal/must"
	"ssowizard/internal/sim"
)

func TestInterruptLeavesOneLineAndCode130(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT} {
		t.Run(s.String(), func(t *testing.T) { interruptLeavesOneLine(t, s) })
	}
}

func interruptLeavesOneLine(t *testing.T, s syscall.Signal) {
	t.Helper()
	cmd := program(t, "setup", "--practice", "--plain")
	in, err := cmd.StdinPipe()
	must.Do(t, err)
	talk, err := cmd.StderrPipe()
	must.Do(t, err)
	must.Do(t, cmd.Start())
	r := bufio.NewReader(talk)
	if _, err := r.ReadString('['); err != nil { // the first question stands there
		t.Fatal(err)
	}
	must.Do(t, cmd.Process.Signal(s))
	var rest strings.Builder
	if _, err := r.WriteTo(&rest); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	_ = in.Close()
	if code := cmd.ProcessState.ExitCode(); code != exitInterrupted {
		t.Errorf("ended with %d", code)
	}
	if !strings.Contains(rest.String(), "\nInterrupted. ") {
		t.Errorf("said %q", rest.String())
	}
}

// TestARunFinishesAfterItsReaderLeft: neither output is worth a write
// without its record. The secret is made after the reader has gone.
func TestARunFinishesAfterItsReaderLeft(t *testing.T) {
	for _, lost := range []string{"talk", "answers"} {
		t.Run(lost, func(t *testing.T) {
			t.Parallel()
			cmd := program(t, "setup", "--practice", "--plain", "--no-input", "--yes")
			nobody, pipe, err := os.Pipe()
			must.Do(t, err)
			_ = nobody.Close()
			defer func() { _ = pipe.Close() }()
			var rest strings.Builder
			want, said := exitGood, "Left for you"
			cmd.Stdout, cmd.Stderr = &rest, pipe
			if lost == "answers" {
				cmd.Stdout, cmd.Stderr = pipe, &rest
				want, said = exitFailure, "The answer was not read to its end"
			}
			_ = cmd.Run()
			if code := cmd.ProcessState.ExitCode(); code != want || !strings.Contains(rest.String(), said) {
				t.Errorf("ended with %d (%v):\n%s", code, cmd.ProcessState, rest.String())
			}
		})
	}
}

// An input that nobody writes to, and a named pipe that nobody opens, never end
// by themselves.
func TestInterruptEndsReadingTheList(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	must.Do(t, syscall.Mkfifo(pipe, 0o600))
	for _, from := range []string{"-", pipe, "--list"} {
		silent, hold := io.Pipe()
		b := newBench(t)
		b.in = silent
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			var err error
			if from == "--list" {
				_, err = newFactory(b.ioStreams, &options{}).readSetups(ctx, pipe, nil)
			} else {
				_, err = b.readURIs(ctx, from)
			}
			ended <- err
		}()
		stop()
		select {
		case err := <-ended:
			if exitCode(&runError{err: err}) != exitInterrupted {
				t.Errorf("%s ended with %v", from, err)
			}
		case <-time.After(time.Minute):
			t.Errorf("%s is still being read", from)
		}
		_ = hold.Close()
	}
}

// The opener is given the address as one argument, its chatter goes nowhere, and
// nobody waits for it.
func TestBrowserIsStartedWithoutAShell(t *testing.T) {
	folder := t.TempDir()
	got := filepath.Join(folder, "got")
	script := "#!/bin/sh\necho noise; echo noise >&2\nprintf '%s|' \"$#\" \"$@\" > " + got + ".new && mv " + got + ".new " + got + "\nsleep 60\n"
	for _, n := range []string{"xdg-open", "open"} {
		must.Do(t, os.WriteFile(filepath.Join(folder, n), []byte(script), 0o700))
	}
	t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("DISPLAY", ":99")
	const address = "https://entra.microsoft.com/#view/x/~/y?a=b&c=%24id%20~z"
	began := time.Now()
	must.Do(t, openBrowser(address))
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("it was waited for, %v", took)
	}
	for deadline := time.Now().Add(time.Minute); ; {
		if raw, err := os.ReadFile(got); err == nil {
			if string(raw) != "1|"+address+"|" {
				t.Errorf("the browser was given %q", raw)
			}
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the browser was not started")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// Where no keychain answers and nobody can be asked, the run ends before
// anybody is made to sign in.
func TestNoKeychainEndsWith3(t *testing.T) {
	srv, err := sim.Start(sim.Options{})
	must.Do(t, err)
	t.Cleanup(srv.Close)
	list := filepath.Join(t.TempDir(), "uris.txt")
	must.Do(t, os.WriteFile(list, []byte(strings.Join(srv.Scenario().PortalURIs, "\n")), 0o600))
	cmd := program(t, "setup", "--plain", "--no-input", "--yes", "--tenant", "contoso.com", "--name", "n", "--redirect-uris", list)
	cmd.Env = append(cmd.Env, envLogin+"="+srv.LoginURL(), envGraph+"="+srv.GraphURL())
	code, _, talk := codeOf(t, cmd)
	if hasKeychain := !strings.Contains(talk, "No keychain answers"); hasKeychain || code != exitProblems {
		t.Errorf("ended with %d:\n%s", code, talk)
	}
	if len(srv.Writes()) != 0 {
		t.Error("something was written")
	}
}
