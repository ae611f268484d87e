package main

import (
	"fmt"
	"io"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/xpty"

	"ssowizard/internal/must"
)

// unanswered runs the program on a terminal that answers no query, and returns all that
// was written to it.
func unanswered(t *testing.T, width int, args ...string) string {
	t.Helper()
	pty, err := xpty.NewUnixPty(width, 24)
	must.Do(t, err)
	defer func() { _ = pty.Master().Close() }()
	cmd := program(t, args...)
	cmd.Env = append(cmd.Env, "TERM=xterm-256color", "NO_COLOR=")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	must.Do(t, pty.Start(cmd))
	_ = pty.Slave().Close()
	raw, _ := io.ReadAll(pty) // ends with an error when the program has gone
	_ = cmd.Wait()
	return string(raw)
}

// TestHelpAndRefusalsAskTheTerminalNothing: a query is what waits for an answer,
// and what is typed meanwhile is lost to it. Without one, all of them are written
// at once.
func TestHelpAndRefusalsAskTheTerminalNothing(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"--help"}, {"help"}, {"help", "explain"}, {"setup", "--help"}, {"help", "completion", "bash"}, {"--version"},
		{"--nonsense"}, {"setup", "--tenant"}, {"certify"}, {"setup", "contoso.com"}, {"help", "bogus"}, {"setup", "--cloud", "mars"}, {"man"},
	} {
		if said := unanswered(t, 80, args...); strings.ContainsRune(said, '\x1b') || strings.TrimSpace(said) == "" {
			t.Errorf("%v wrote %q", args, said)
		}
	}
}

// TestHelpFitsTheTerminal: no line is longer than the terminal but those that are
// copied whole, and every flag and its meaning are there at any width.
func TestHelpFitsTheTerminal(t *testing.T) {
	t.Parallel()
	for _, width := range []int{24, 40, 60, 80, 120, 200} {
		for _, args := range [][]string{{"--help"}, {"help", "setup"}, {"help", "explain"}, {"help", "report"}, {"certify"}, {"--frobnicate"}} {
			said := unanswered(t, width, args...)
			for line := range strings.SplitSeq(strings.ReplaceAll(said, "\r", ""), "\n") {
				copied := strings.HasPrefix(line, helpIndent+"ssowizard ") || strings.HasPrefix(line, helpIndent+"#")
				one := len(strings.Fields(line)) == 1
				if ansi.StringWidth(line) > width && !copied && !one {
					t.Errorf("%v at %d columns: %q", args, width, line)
				}
			}
			if words := strings.Join(strings.Fields(said), " "); args[0] == "help" && !strings.Contains(words, "nothing real is touched") {
				t.Errorf("%v at %d columns lost words:\n%s", args, width, said)
			}
		}
	}
}

// TestHelpSaysTheSameAtEveryWidth: breaking lines loses and repeats nothing.
func TestHelpSaysTheSameAtEveryWidth(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"setup", "validate", "renew", "undo", "explain", "report"} {
		said := map[string]int{}
		for _, width := range []int{0, 20, 50, 79, 100, 300} {
			b := newBench(t)
			b.outWidth = width
			b.want(exitGood, []string{"help", command})
			said[strings.Join(strings.Fields(b.out.String()), " ")] = width
		}
		if len(said) != 1 {
			t.Errorf("%s has %d forms: %s", command, len(said), fmt.Sprint(said))
		}
	}
}
