package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/xpty"

	"ssowizard/internal/keyringtest"
	"ssowizard/internal/must"
)

// waiting starts the setup and returns when it waits for its code to be entered.
func (v *victim) waiting() (cmd *exec.Cmd, code string, rest io.Reader) {
	v.t.Helper()
	cmd = v.command(v.setup()...)
	said, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	must.Do(v.t, err)
	lines := bufio.NewReader(said)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			v.t.Fatalf("it did not come to the code: %v", err)
		}
		if typed, ok := strings.CutPrefix(strings.TrimSpace(line), "Enter "); ok {
			return cmd, strings.TrimSpace(typed), lines
		}
	}
}

// TestTwoWizardsOnOneProfile: the second says what is so and ends, or says it on
// its screen; the first goes on as if it were alone.
func TestTwoWizardsOnOneProfile(t *testing.T) {
	v := newVictim(t, keyringtest.Unlocked(t), "new")
	first, code, rest := v.waiting()
	before := v.files()
	busy := []string{"another ssowizard is working with it", "Finish or leave that one, then start this again."}
	for range 2 {
		if ended, _ := v.run(v.setup()...); ended != exitFailure {
			t.Errorf("the second ended with %d:\n%s", ended, v.talk)
		}
		for _, words := range busy {
			if !strings.Contains(v.talk, words) {
				t.Errorf("the second does not say %q:\n%s", words, v.talk)
			}
		}
	}
	screen := onTerminalOf(t, v.command("setup", "--tenant", "contoso.com"), 100, 30)
	screen.sees("Your company's domain")
	screen.press("\r")
	screen.sees("another ssowizard is working")
	screen.press("\x03")
	if ended, left := screen.ends(); ended != exitInterrupted || !strings.Contains(left, "nothing was") {
		t.Errorf("the screen ended with %d and left:\n%s", ended, left)
	}
	if now := v.files(); now != before {
		t.Errorf("the second changed what is remembered:\n%s\nit was:\n%s", now, before)
	}
	must.Do(t, v.srv.ApproveDevice(code, ""))
	talk, _ := io.ReadAll(rest)
	if err := first.Wait(); err != nil {
		t.Errorf("the first: %v\n%s", err, talk)
	}
	if _, wrong := v.outcome(); len(wrong) > 0 || len(v.srv.State().Secrets) != 1 {
		t.Errorf("%v, %d secrets", wrong, len(v.srv.State().Secrets))
	}
	t.Log("two wizards on one profile, line by line and on the screen: the second named the first 3 times and changed nothing")
}

// TestTheLockOfAKilledWizardHoldsNobodyUp: the system lets go of it.
func TestTheLockOfAKilledWizardHoldsNobodyUp(t *testing.T) {
	v := newVictim(t, keyringtest.Unlocked(t), "new")
	first, _, _ := v.waiting()
	_ = first.Process.Kill()
	_ = first.Wait()
	if code, _ := v.run(v.setup()...); code != exitGood {
		t.Errorf("the next one ended with %d:\n%s", code, v.talk)
	}
}

// files is all that is remembered, byte for byte.
func (v *victim) files() string {
	v.t.Helper()
	var all bytes.Buffer
	err := filepath.Walk(v.settings(), func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		all.WriteString(path + " " + info.Mode().String() + "\n")
		if info.Mode().IsRegular() && info.Size() < 1<<20 {
			raw, err := os.ReadFile(path)
			all.Write(raw)
			return err
		}
		return nil
	})
	must.Do(v.t, err)
	return all.String()
}

// TestASetupThatFindsNoProfileButSomethingElse: each is refused by the real
// program with cause and remedy, before anybody is made to sign in, at once, and
// stays what it is.
func TestASetupThatFindsNoProfileButSomethingElse(t *testing.T) {
	bus := keyringtest.Unlocked(t)
	text := func(s string, mode os.FileMode) func(string) error {
		return func(path string) error {
			if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
				return err
			}
			return os.Chmod(path, mode)
		}
	}
	kinds := []struct {
		name, words string
		make        func(path string) error
	}{
		{"truncated", "it is damaged", text(`{"version":1,"tenant":{"id":`, 0o600)},
		{"empty", "it is empty", text("", 0o600)},
		{"newer", "written by a newer ssowizard", text(`{"version":99}`, 0o600)},
		{"writable by all", "other accounts of this computer may change it", text(`{"version":1}`, 0o666)},
		{"1 GB", "far longer than a profile", func(path string) error {
			if err := text("{", 0o600)(path); err != nil {
				return err
			}
			return os.Truncate(path, 1<<30)
		}},
		{"link", "a link to another", func(path string) error { return os.Symlink("/etc/passwd", path) }},
		{"folder", "a folder", func(path string) error { return os.Mkdir(path, 0o700) }},
		{"pipe", "a pipe", func(path string) error { return syscall.Mkfifo(path, 0o600) }},
	}
	for _, c := range kinds {
		v := newVictim(t, bus, "new")
		path := filepath.Join(v.settings(), v.srv.Scenario().Tenant.ID+".json")
		must.Do(t, os.Mkdir(v.settings(), 0o700))
		must.Do(t, c.make(path))
		before, began := v.files(), time.Now()
		code, _ := v.run(v.setup()...)
		if code != exitFailure || !strings.Contains(v.talk, c.words) || strings.Contains(v.talk, "Enter ") {
			t.Errorf("%s: ended with %d:\n%s", c.name, code, v.talk)
		}
		_ = os.Remove(filepath.Join(v.settings(), "."+v.srv.Scenario().Tenant.ID+".lock"))
		if now := v.files(); now != before {
			t.Errorf("%s: what is there changed", c.name)
		}
		if took := time.Since(began); took > time.Minute {
			t.Errorf("%s: it took %v", c.name, took)
		}
	}
	t.Logf("%d kinds of what is no profile: each refused by the program with cause and remedy", len(kinds))
}

// TestAHomeThatCannotBeWrittenTo: it is said before anybody is made to sign in.
func TestAHomeThatCannotBeWrittenTo(t *testing.T) {
	bus := keyringtest.Unlocked(t)
	for _, why := range []syscall.Errno{syscall.EROFS, syscall.EACCES, syscall.EDQUOT} {
		v := newVictim(t, bus, "new")
		code, _ := v.watched(func(e effect) answer {
			if e.kind == onDisk {
				return answer{refuse: why}
			}
			return answer{}
		}, v.setup()...)
		if code != exitFailure || !strings.Contains(v.talk, v.settings()) || !strings.Contains(v.talk, "XDG_CONFIG_HOME") || strings.Contains(v.talk, "Enter ") {
			t.Errorf("%v: ended with %d:\n%s", why, code, v.talk)
		}
		if n := len(v.srv.Writes()); n != 0 {
			t.Errorf("%v: %d writes to the tenant", why, n)
		}
	}
}

// TestASignalOnTheScreenPrintsTheCommandThatResumes: the terminal is given back and
// the summary stands in it. Where the terminal itself goes away, the program ends.
func TestASignalOnTheScreenPrintsTheCommandThatResumes(t *testing.T) {
	bus := keyringtest.Unlocked(t)
	for _, s := range tellToEnd {
		v := newVictim(t, bus, "new")
		screen := onTerminalOf(t, v.command("setup", "--tenant", "contoso.com"), 100, 30)
		screen.sees("Your company's domain")
		screen.press("\r")
		screen.sees("Sign in with a code")
		must.Do(t, screen.cmd.Process.Signal(s))
		if code, left := screen.ends(); code != exitInterrupted || !strings.Contains(left, "ssowizard setup --tenant contoso.com") {
			t.Errorf("after %v it ended with %d and left:\n%s", s, code, left)
		}
	}
	v := newVictim(t, bus, "new")
	screen := onTerminalOf(t, v.command("setup", "--tenant", "contoso.com"), 100, 30)
	screen.sees("Your company's domain")
	screen.press("a") // what is drawn for it ends the test's own read, without which nothing is closed
	_ = screen.pty.(*xpty.UnixPty).Master().Close()
	ended := make(chan error, 1)
	go func() { ended <- screen.cmd.Wait() }()
	select {
	case err := <-ended:
		t.Logf("without its terminal it ended: %v", err)
	case <-time.After(patience):
		t.Error("it goes on without its terminal")
	}
}
