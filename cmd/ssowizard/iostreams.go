package main

import (
	"context"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"ssowizard/internal/profile"
)

// ioStreams is everything outside the program that it touches. Tests replace its
// parts one at a time.
type ioStreams struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	inTTY    bool // in is a terminal: somebody may answer
	outTTY   bool // out is a terminal: a full screen can be drawn
	errWidth int  // columns of err's terminal; 0 where it is none
	outWidth int  // columns of out's terminal; 0 where it is none

	now   func() time.Time                           // nil: the system's clock
	sleep func(context.Context, time.Duration) error // nil: real time
	scale float64                                    // of the practice tenant's delays; 0 means 1
	open  func(url string) error                     // hands an address to the browser
	// readPassword reads a line from the terminal without showing it; nil without a
	// terminal.
	readPassword func(context.Context) (string, error)
	// flushInput discards typed input that was not read; nil without a terminal. See
	// plain.Config.
	flushInput func(pause time.Duration, reading bool) bool
	// disableEcho keeps the terminal from showing typed input; nil without a
	// terminal.
	disableEcho func() (back func())
	dir         func() (string, error) // the state folder
}

// systemStreams returns the streams of the computer this program runs on.
func systemStreams() *ioStreams {
	ios := &ioStreams{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, open: openBrowser,
		dir: profile.DefaultDir, inTTY: term.IsTerminal(int(os.Stdin.Fd())),
		outTTY: term.IsTerminal(int(os.Stdout.Fd()))}
	if w, _, err := term.GetSize(int(os.Stderr.Fd())); err == nil {
		ios.errWidth = w
	}
	if w, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
		ios.outWidth = w
	}
	if ios.inTTY {
		ios.readPassword = readHidden
		ios.disableEcho = func() func() { return disableEcho(int(os.Stdin.Fd())) }
		ios.flushInput = func(pause time.Duration, reading bool) bool {
			return flushInput(int(os.Stdin.Fd()), pause, reading)
		}
	}
	return ios
}

// readHidden reads one line with the terminal's echo off. An interrupt restores the
// terminal.
func readHidden(ctx context.Context) (string, error) {
	fd := int(os.Stdin.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return "", err
	}
	type line struct {
		text string
		err  error
	}
	got := make(chan line, 1)
	go func() {
		raw, err := term.ReadPassword(fd)
		got <- line{string(raw), err}
	}()
	select {
	case l := <-got:
		return l.text, l.err
	case <-ctx.Done():
		_ = term.Restore(fd, before)
		return "", ctx.Err()
	}
}

// fullScreen decides, before any screen program starts, whether the terminal can
// draw a full screen and the person wants one.
func (ios *ioStreams) fullScreen(o *options) bool {
	return ios.inTTY && ios.outTTY && !ios.dumb() && !o.plain && !o.noInput && !o.json && o.urisFrom != "-"
}

// dumb reports that redrawing is useless: the terminal cannot, or the person asked
// for plain lines (ACCESSIBLE, as similar programs read it).
func (ios *ioStreams) dumb() bool {
	return ios.env("TERM") == "dumb" || ios.env("ACCESSIBLE") != ""
}
