package main

import (
	"errors"
	"io/fs"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"ssowizard/internal/profile"
)

// full takes so many bytes and then no more.
type full struct{ room int }

var errNoRoom = errors.New("no space left on device")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.room {
		n := f.room
		f.room = 0
		return n, errNoRoom
	}
	f.room -= len(p)
	return len(p), nil
}

// TestAnAnswerThatIsCutIsAFailure: whoever reads the file must not take half an
// answer for a whole one.
func TestAnAnswerThatIsCutIsAFailure(t *testing.T) {
	for _, args := range [][]string{
		{"explain", "AADSTS50011"},
		{"explain", "AADSTS50011", "--json"},
		{"report", "--practice=two-faults", "--no-input"},
		{"validate", "--practice=two-faults", "--no-input", "--json"},
		{"--practice=list"},
		{"--help"},
		{"--version"},
		{"completion", "bash"},
	} {
		for _, room := range []int{0, 40} {
			if args[0] == "--version" && room > 0 {
				continue // it fits
			}
			b := newBench(t)
			b.ioStreams.out = &full{room}
			b.want(exitFailure, args, "could not be written whole: no space left on device")
			if said := b.talk.String(); strings.Count(said, "no space left") != 1 || strings.Contains(said, "Nothing is known") {
				t.Errorf("%v said more than that:\n%s", args, said)
			}
		}
	}
}

// A path that begins nowhere is refused, and the variable that holds it is named.
func TestARelativeFolderForSettingsIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("AppData is the only variable there")
	}
	for variable, set := range map[string][2]string{"HOME": {"relative", ""}, "XDG_CONFIG_HOME": {"/home/ada", "rel"}} {
		if variable != "HOME" && runtime.GOOS == "darwin" {
			continue
		}
		b := newBench(t)
		b.dir = func() (string, error) {
			t.Setenv("HOME", set[0])
			t.Setenv("XDG_CONFIG_HOME", set[1])
			return profile.DefaultDir()
		}
		b.want(exitFailure, []string{"validate", "--no-input", "--tenant", "contoso.com"}, variable+" holds no whole path", "Set "+variable+" to the whole path")
	}
}

func TestWithoutAFolderForSettingsTheRemedyIsSaid(t *testing.T) {
	b := newBench(t)
	b.dir = func() (string, error) {
		t.Setenv("HOME", "")
		t.Setenv("XDG_CONFIG_HOME", "")
		return profile.DefaultDir()
	}
	b.want(exitFailure, []string{"validate", "--no-input", "--tenant", "contoso.com"}, "no folder for settings", "Set HOME")
}

// TestAClosedPipeIsNotAFullDisk: the numbers of one system mean something else on
// another.
func TestAClosedPipeIsNotAFullDisk(t *testing.T) {
	for _, c := range []struct {
		system string
		err    error
		left   bool
	}{
		{"linux", syscall.EPIPE, true}, {"darwin", syscall.EPIPE, true}, {"windows", syscall.EPIPE, true},
		{"windows", syscall.Errno(109), true}, {"windows", syscall.Errno(232), true}, {"windows", syscall.Errno(233), true},
		{"linux", syscall.Errno(109), false}, {"darwin", syscall.Errno(32 + 200), false},
		{"windows", syscall.Errno(112), false}, {"linux", syscall.ENOSPC, false}, {"linux", errNoRoom, false},
	} {
		wrapped := &fs.PathError{Op: "write", Path: "/dev/stdout", Err: c.err}
		if got := readerGone(c.system, wrapped); got != c.left {
			t.Errorf("%v on %s: %t", c.err, c.system, got)
		}
		var said strings.Builder
		a := &checkedOutput{failure: wrapped}
		if a.exitCode(&said, exitGood) != exitFailure || c.system == runtime.GOOS && strings.Contains(said.String(), "Make room") == c.left {
			t.Errorf("%v: %s", c.err, said.String())
		}
	}
}
