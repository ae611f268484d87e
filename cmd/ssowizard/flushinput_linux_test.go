package main

import (
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/xpty"

	"ssowizard/internal/must"
)

// asked waits until a question was put for the nth time.
func (s *terminal) asked(n int, question string) {
	s.t.Helper()
	for over := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		s.mu.Lock()
		all := string(s.wrote)
		s.mu.Unlock()
		if strings.Count(all, question) >= n {
			return
		}
		if time.Now().After(over) {
			s.t.Fatalf("%q was not asked %d times:\n%s", question, n, all)
		}
	}
}

// after waits until words were written behind a place in what the program
// wrote, and tells the place behind them.
func (s *terminal) after(place int, words string) int {
	s.t.Helper()
	for over := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		s.mu.Lock()
		all := string(s.wrote)
		s.mu.Unlock()
		if i := strings.Index(all[place:], words); i >= 0 {
			return place + i + len(words)
		}
		if time.Now().After(over) {
			s.t.Fatalf("no %q after:\n%s", words, all)
		}
	}
}

// TestAPasteOnATerminalAnswersNothingElse: a block of lines, with and without an
// end to its last one, is refused where one line is wanted.
func TestAPasteOnATerminalAnswersNothingElse(t *testing.T) {
	s := onTerminal(t, 100, 200, "setup", "--practice", "--plain")
	const domain, refused = "Your company's domain [contoso.com]: ", "Several lines came at once"
	s.asked(1, domain)
	s.press("contoso.com\rline two\r1\r1\r")
	s.asked(1, refused)
	s.asked(2, domain)
	s.press("contoso.com\rthird")
	s.asked(2, refused)
	s.asked(3, domain)
	s.press("\r")
	s.asked(1, "How will you sign in?")
	s.asked(1, "Number [")
	s.press("\x03")
	if code, left := s.ends(); code != exitInterrupted || strings.Contains(left, "third is the tenant") {
		t.Errorf("ended with %d and left:\n%s", code, left)
	}
}

// TestTypedInputIsFlushed asks the terminal itself: whole lines and the
// beginning of one are gone, and the next line is whole.
func TestTypedInputIsFlushed(t *testing.T) {
	pty, err := xpty.NewUnixPty(80, 24)
	must.Do(t, err)
	defer func() { _ = pty.Close() }()
	fd := int(pty.Slave().Fd())
	if flushInput(fd, time.Millisecond, false) {
		t.Error("there was something before anything was typed")
	}
	for _, ahead := range []string{"1\r", "1\r1\r", "thi", "yes\rthi"} {
		if _, err := io.WriteString(pty.Master(), ahead); err != nil {
			t.Fatal(err)
		}
		if !flushInput(fd, pasteTaken, false) {
			t.Errorf("%q was not found", ahead)
		}
		if got := nextLine(t, pty.Master(), pty.Slave(), "x\r"); got != "x\n" {
			t.Errorf("after %q the next line is %q", ahead, got)
		}
	}
	if _, err := io.WriteString(pty.Master(), "thi"); err != nil {
		t.Fatal(err)
	}
	flushInput(fd, 0, true)
	if got := nextLine(t, pty.Master(), pty.Slave(), "x\r"); got != "x\n" {
		t.Errorf("beside a read the next line is %q", got)
	}
}

const pasteTaken = 100 * time.Millisecond

func nextLine(t *testing.T, keys io.Writer, in *os.File, typed string) string {
	t.Helper()
	if _, err := io.WriteString(keys, typed); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 100)
	n, err := in.Read(buf)
	must.Do(t, err)
	return string(buf[:n])
}
