package tui

import (
	"bytes"
	"os"
	"time"
	"unicode"
	"unicode/utf8"
)

// input is the terminal's input with what is pasted made harmless before the
// library takes it apart. To the library a paste with the beginning of a
// terminal's sequence in it is one that has not ended, and every key from then
// on is part of it, Ctrl+C too.
//
// It embeds the file, because the library asks its input for the terminal
// behind it. On Windows the console is read by the library itself; there a paste
// that lost its end is ended by endlessPaste.
type input struct {
	*os.File
	filter pasteFilter
}

func newInput(f *os.File) *input { return &input{File: f} }

// Read gives what was typed, and of what was pasted the text. It may give
// nothing without an error, where all that came is held back until more is
// there.
func (in *input) Read(b []byte) (int, error) {
	if len(b) <= pasteRoom {
		return in.File.Read(b)
	}
	n, err := in.File.Read(b[:len(b)-pasteRoom])
	return copy(b, in.filter.pass(b[:n], time.Now())), err
}

var (
	pasteBegins = []byte("\x1b[200~")
	pasteEnds   = []byte("\x1b[201~")
)

const (
	// pasteRoom is how much longer than what came a filtered text can be: what was
	// held back, and the end of a paste.
	pasteRoom = 32
	// A paste of which nothing came for so long, and then as little as a hand
	// types, has lost its end.
	pasteSilence = 500 * time.Millisecond
	pasteByHand  = 16
)

// pasteFilter goes over the bytes of a terminal. Outside of a paste it changes
// nothing. Of a paste it lets through the letters, the line ends and the tabs,
// and the end.
type pasteFilter struct {
	pasting bool
	begun   int    // how much of pasteBegins was seen last
	held    []byte // the beginning of something that is not whole yet
	last    time.Time
}

// pass gives what of the bytes goes on. What it returns is no longer than they
// and pasteRoom together.
func (p *pasteFilter) pass(in []byte, now time.Time) []byte {
	quiet := now.Sub(p.last) > pasteSilence
	p.last = now
	var out []byte
	if p.pasting && (quiet && len(in) <= pasteByHand || interrupts(in)) {
		out = append(out, pasteEnds...)
		p.pasting, p.held = false, nil
	}
	in = append(p.held, in...)
	p.held = nil
	for len(in) > 0 {
		if !p.pasting {
			out = append(out, in[0])
			p.watch(in[0])
			in = in[1:]
			continue
		}
		n, keep, whole := p.next(in)
		if !whole {
			p.held = bytes.Clone(in)
			return out
		}
		out, in = append(out, keep...), in[n:]
	}
	return out
}

// interrupts tells whether all that came is one press of Ctrl+C, in any of the
// forms that terminals have for it. It ends a paste that lost its end at once.
func interrupts(in []byte) bool {
	switch string(in) {
	case "\x03", "\x1b[99;5u", "\x1b[27;5;99~":
		return true
	}
	return false
}

// watch looks for the beginning of a paste.
func (p *pasteFilter) watch(b byte) {
	switch b {
	case pasteBegins[p.begun]:
		p.begun++
	case pasteBegins[0]:
		p.begun = 1
	default:
		p.begun = 0
	}
	if p.begun == len(pasteBegins) {
		p.pasting, p.begun = true, 0
	}
}

// next takes one thing from a paste: its end, a letter, or what is left out. It
// is not whole where more has to come before that can be told.
func (p *pasteFilter) next(in []byte) (n int, keep []byte, whole bool) {
	if bytes.HasPrefix(in, pasteEnds) {
		p.pasting = false
		return len(pasteEnds), pasteEnds, true
	}
	if len(in) < len(pasteEnds) && bytes.HasPrefix(pasteEnds, in) || !utf8.FullRune(in) {
		return 0, nil, false
	}
	r, n := utf8.DecodeRune(in)
	if r == utf8.RuneError && n == 1 || unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' {
		return n, nil, true
	}
	return n, in[:n], true
}
