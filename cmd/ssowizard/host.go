package main

import (
	"context"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"ssowizard/internal/steps"
)

// host is everything outside of this program that it touches. Tests replace its
// parts one at a time.
type host struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	inTTY    bool // in is a terminal: somebody may answer
	outTTY   bool // out is a terminal: a full screen can be drawn
	width    int  // columns of err's terminal; 0 where it is none
	wide     int  // columns of out's terminal; 0 where it is none

	now   func() time.Time                           // nil: the system's clock
	sleep func(context.Context, time.Duration) error // nil: real time
	scale float64                                    // of the practice tenant's delays; 0 means 1
	open  func(url string) error                     // hands an address to the browser
	// hidden reads a line from the terminal without showing it; nil where there
	// is none.
	hidden func(context.Context) (string, error)
	// forget takes away what was typed at the terminal and not read; nil where
	// there is none. See plain.Config.
	forget func(pause time.Duration, reading bool) bool
	// unseen stops the terminal from showing what is typed; nil where there is
	// none.
	unseen func() (back func())
	dir    func() (string, error) // the state folder
}

// system is the computer this program runs on.
func system() *host {
	h := &host{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, open: openBrowser, dir: steps.DefaultDir,
		inTTY: term.IsTerminal(int(os.Stdin.Fd())), outTTY: term.IsTerminal(int(os.Stdout.Fd()))}
	if w, _, err := term.GetSize(int(os.Stderr.Fd())); err == nil {
		h.width = w
	}
	if w, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
		h.wide = w
	}
	if h.inTTY {
		h.hidden = readHidden
		h.unseen = func() func() { return unseen(int(os.Stdin.Fd())) }
		h.forget = func(pause time.Duration, reading bool) bool { return forgetTyped(int(os.Stdin.Fd()), pause, reading) }
	}
	return h
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
func (h *host) fullScreen(o *options) bool {
	return h.inTTY && h.outTTY && !h.dumb() && !o.plain && !o.noInput && !o.json && o.urisFrom != "-"
}

// dumb holds where redrawing is no use: a terminal that cannot, or a person who
// asks for lines (ACCESSIBLE, as other programs of this kind read it).
func (h *host) dumb() bool {
	return h.env("TERM") == "dumb" || h.env("ACCESSIBLE") != ""
}
