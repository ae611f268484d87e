package main

import (
	"os/exec"
	"testing"
)

// TestOnATerminalCtrlZGoesToTheShellAndBack: the page stands there again, and
// keys are read one by one.
func TestOnATerminalCtrlZGoesToTheShellAndBack(t *testing.T) {
	self := program(t, "--practice")
	shell := exec.CommandContext(t.Context(), "sh", append([]string{"-c", `set -m; "$0" "$@"; echo "the shell again"; read line; fg`}, self.Args...)...)
	shell.Env = self.Env
	s := onTerminalOf(t, shell, 80, 24)
	s.sees("What brings you here?", "q leave")
	s.press("\x1a")
	s.sees("the shell again")
	if _, alt := s.screen(); alt {
		t.Error("the shell is on the alternate screen")
	}
	s.press("\r")
	s.sees("What brings you here?", "q leave")
	s.press("\r")
	s.sees("Your company's domain")
	s.press("\x03")
	s.ends()
}

// TestOnATerminalCtrlZWithoutAShellHangsNothing: who opened the program in a
// window of its own has no shell that could wake it.
func TestOnATerminalCtrlZWithoutAShellHangsNothing(t *testing.T) {
	s := onTerminal(t, 80, 24, "--practice")
	s.sees("What brings you here?", "q leave")
	s.press("\x1a")
	s.sees("No shell is waiting behind this program", "What brings you here?")
	s.press("\r")
	s.sees("Your company's domain")
	s.press("\x03")
	s.ends()
}
