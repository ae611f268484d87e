package plain

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"ssowizard/internal/outcome"
)

// lineLimit is the longest line that is taken; a longer one is refused whole.
const lineLimit = 256 << 10

// lines reads lines one at a time, and only when one is wanted, so that nothing
// is taken from the terminal that a later reader of it should get. A read that
// was given up on (an interrupt, the end of a wait) keeps its line for the next.
type lines struct {
	r       *bufio.Reader
	got     chan lineRead
	pending bool
}

type lineRead struct {
	text string
	err  error
}

func newLines(r io.Reader) *lines {
	if r == nil {
		r = strings.NewReader("")
	}
	return &lines{r: bufio.NewReaderSize(r, 4096), got: make(chan lineRead, 1)}
}

// wanted starts a read unless one is under way, and returns where it arrives.
func (l *lines) wanted() <-chan lineRead {
	if !l.pending {
		l.pending = true
		go func() {
			text, err := l.readLine()
			l.got <- lineRead{text, err}
		}()
	}
	return l.got
}

// taken marks the read under way as used.
func (l *lines) taken() { l.pending = false }

// next waits for one line, without its line end.
func (l *lines) next(ctx context.Context) (string, error) {
	select {
	case <-ctx.Done():
		return "", outcome.ErrInterrupted
	case in := <-l.wanted():
		l.taken()
		if in.err != nil {
			return "", in.err
		}
		return in.text, nil
	}
}

var (
	errLongLine = errors.New("this line is too long to be an answer")
	errSeveral  = errors.New("several lines came at once; one is wanted. None of them was taken")
)

// noAnswer tells what was typed and is no answer to any question; it is asked
// again.
func noAnswer(err error) bool { return errors.Is(err, errLongLine) || errors.Is(err, errSeveral) }

// pasteGap is how long nothing has to arrive for a paste to be over. The lines
// of one follow each other within a few milliseconds, on a slow connection in
// pieces; nobody begins to answer a question that fast.
const pasteGap = 60 * time.Millisecond

// forget takes away, before a question is put at a terminal, what was typed or
// pasted before: it cannot have been meant for it.
func (f *front) forget() {
	if f.cfg.Forget == nil {
		return
	}
	had := false
	if f.lines.pending {
		f.cfg.Forget(0, true)
		had = f.lines.drop(pasteGap)
	}
	if !f.lines.pending {
		had = f.more() || had
	}
	if had {
		f.say("")
		f.say("What was typed before this question was not taken.")
	}
}

// more takes away what came with a line that was read, and tells whether there
// was any.
func (f *front) more() bool {
	had := f.lines.r.Buffered() > 0
	_, _ = f.lines.r.Discard(f.lines.r.Buffered()) // as many as there are
	return f.cfg.Forget(pasteGap, false) || had
}

// drop waits for a line that a read under way may hold already, and forgets it.
func (l *lines) drop(within time.Duration) bool {
	select {
	case in := <-l.got:
		if in.err == nil || noAnswer(in.err) {
			l.taken()
			return true
		}
		l.got <- in // the end of the input is still the end
	case <-time.After(within):
	}
	return false
}

func (l *lines) readLine() (string, error) {
	var b strings.Builder
	long := false
	for {
		part, err := l.r.ReadSlice('\n')
		if long = long || b.Len()+len(part) > lineLimit; !long {
			b.Write(part)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		text := strings.TrimRight(b.String(), "\r\n")
		switch {
		case long && (err == nil || errors.Is(err, io.EOF)):
			return "", errLongLine
		case err == nil, errors.Is(err, io.EOF) && text != "":
			return text, nil
		case errors.Is(err, io.EOF):
			return "", outcome.ErrInputEnded
		}
		return "", outcome.ErrInputEnded // a folder, say: nothing will come from there either
	}
}
