package talk

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
	got     chan Read
	pending bool
}

// Read is one line that was typed, without its line end; or why there is none.
type Read struct {
	Text string
	Err  error
}

func newLines(r io.Reader) *lines {
	if r == nil {
		r = strings.NewReader("")
	}
	return &lines{r: bufio.NewReaderSize(r, 4096), got: make(chan Read, 1)}
}

// wanted starts a read unless one is under way, and returns where it arrives.
func (l *lines) wanted() <-chan Read {
	if !l.pending {
		l.pending = true
		go func() {
			text, err := l.readLine()
			l.got <- Read{text, err}
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
		if in.Err != nil {
			return "", in.Err
		}
		return in.Text, nil
	}
}

var (
	errLongLine = errors.New("this line is too long to be an answer")
	errUnseen   = errors.New("it holds a character that cannot be seen; type it again")
	errSeveral  = errors.New("several lines came at once; one is wanted. None of them was taken")
)

// noAnswer tells what was typed and is no answer to any question; it is asked
// again.
func noAnswer(err error) bool { return errors.Is(err, errLongLine) || errors.Is(err, errSeveral) }

// pasteGap is how long nothing has to arrive for a paste to be over. The lines
// of one follow each other within a few milliseconds, on a slow connection in
// pieces; nobody begins to answer a question that fast.
const pasteGap = 60 * time.Millisecond

// drop waits for a line that a read under way may hold already, and forgets it.
func (l *lines) drop(within time.Duration) bool {
	select {
	case in := <-l.got:
		if in.Err == nil || noAnswer(in.Err) {
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
