package main

import (
	"context"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"ssowizard/internal/steps"
)

// ioStreams is everything outside of this program that it touches. Tests replace its
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
	// readPassword reads a line from the terminal without showing it; nil where there
	// is none.
	readPassword func(context.Context) (string, error)
	// flushInput takes away what was typed at the terminal and not read; nil where
	// there is none. See plain.Config.
	flushInput func(pause time.Duration, reading bool) bool
	// disableEcho stops the terminal from showing what is typed; nil where there is
	// none.
	disableEcho func() (back func())
	dir         func() (string, error) // the state folder
}

// systemStreams is the computer this program runs on.
func systemStreams() *ioStreams {
	ios := &ioStreams{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, open: openBrowser,
		dir: steps.DefaultDir, inTTY: term.IsTerminal(int(os.Stdin.Fd())),
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

// readHidden reads one line with the terminal's echo off. An interrupt gives the
// terminal back as it was.
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

// fullScreen decides, before any screen program starts, whether there is a
// terminal that can draw and a person who wants it drawn.
func (ios *ioStreams) fullScreen(o *options) bool {
	return ios.inTTY && ios.outTTY && !ios.dumb() && !o.plain && !o.noInput && !o.json && o.urisFrom != "-"
}

// dumb holds where redrawing is no use: a terminal that cannot, or a person who
// asks for lines (ACCESSIBLE, as other programs of this kind read it).
func (ios *ioStreams) dumb() bool {
	return ios.env("TERM") == "dumb" || ios.env("ACCESSIBLE") != ""
}
