package plain

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/outcome"
)

func TestOnlyWhatCanBeSeenReachesTheTerminal(t *testing.T) {
	const nasty = "a\x1b[31mb\xff\u202ec\u00a0d\x00\x9be\tf\rg"
	var out locked
	v := &voice{talk: &out, out: &out}
	v.say("%s", nasty)
	v.answer("%s", nasty)
	v.prompt("[" + nasty + "] ")
	const want = "a[31mb\uFFFDc d\uFFFDe f g"
	if got := out.String(); got != want+"\n"+want+"\n["+want+"] " {
		t.Errorf("got %q", got)
	}
}

func TestSpansInWords(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 seconds", time.Second: "1 second", 59 * time.Second: "59 seconds", time.Minute: "1 minute", 61 * time.Second: "1 minute 1 second",
		15 * time.Minute: "15 minutes", 14*time.Minute + 30*time.Second: "14 minutes",
	} {
		if got := span(d); got != want {
			t.Errorf("span(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestAWaitSaysSoFromTimeToTime(t *testing.T) {
	var out locked
	f := &front{cfg: Config{Beat: time.Millisecond}, voice: &voice{talk: &out}}
	note, stop := f.working("registering")
	for !strings.Contains(out.String(), "Still at it: registering (") {
		time.Sleep(time.Millisecond)
	}
	note(change.Note{Text: "copying", Waiting: true, Usual: 30 * time.Second})
	note(change.Note{Text: "copying", Waiting: true, Usual: 30 * time.Second, Try: 2})
	for !strings.Contains(out.String(), "Still at it: copying (") {
		time.Sleep(time.Millisecond)
	}
	stop()
	before := out.String()
	if strings.Count(before, "Waiting: copying (usually up to 30 seconds)") != 1 {
		t.Errorf("one wait was told more than once:\n%s", before)
	}
	time.Sleep(10 * time.Millisecond)
	if out.String() != before {
		t.Error("it goes on after its end")
	}
}

func TestLinesKeepWhatWasReadForSomebodyElse(t *testing.T) {
	r, w := io.Pipe()
	l := newLines(r)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.next(ctx); !errors.Is(err, outcome.ErrInterrupted) {
		t.Fatalf("got %v", err)
	}
	go func() {
		_, _ = io.WriteString(w, "kept\r\nnext\nlast")
		_ = w.Close()
	}()
	for _, want := range []string{"kept", "next", "last"} {
		if got, err := l.next(t.Context()); got != want || err != nil {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
	if _, err := l.next(t.Context()); !errors.Is(err, outcome.ErrInputEnded) {
		t.Errorf("got %v", err)
	}
}

func TestAVeryLongLineIsRefusedWhole(t *testing.T) {
	l := newLines(strings.NewReader(strings.Repeat("x", lineLimit+10000) + "\nnext\n"))
	if _, err := l.next(t.Context()); !errors.Is(err, errLongLine) {
		t.Fatalf("got %v", err)
	}
	if got, err := l.next(t.Context()); got != "next" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestEnterEndsALongWaitAndNotTheWalk(t *testing.T) {
	var out locked
	f := &front{cfg: Config{Beat: time.Hour, Live: true}, voice: &voice{talk: &out}, lines: newLines(strings.NewReader("\n"))}
	ended := make(chan struct{})
	left, err := f.untilEnter(t.Context(), "the grant", func(ctx context.Context, _ func(change.Note)) error {
		<-ctx.Done()
		close(ended)
		return ctx.Err()
	})
	if err != nil || !left {
		t.Errorf("got %v, left %t", err, left)
	}
	<-ended
	if !strings.Contains(out.String(), "Not waiting any longer") {
		t.Errorf("said %q", out.String())
	}
	refused := errors.New("refused")
	r, w := io.Pipe()
	defer func() { _ = w.Close() }()
	f.lines = newLines(r)
	if _, err := f.untilEnter(t.Context(), "the grant", func(context.Context, func(change.Note)) error { return refused }); !errors.Is(err, refused) {
		t.Errorf("got %v", err)
	}
}

// locked may be written and read by several goroutines.
type locked struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *locked) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// An answer is broken for a terminal only.
func TestAnAnswerIsBrokenForATerminal(t *testing.T) {
	for wide, want := range map[int]string{0: "a token with the secret\n", 20: "a token with the\nsecret\n"} {
		var out locked
		(&voice{out: &out, wide: wide}).answer("a token with the secret")
		if out.String() != want {
			t.Errorf("%d columns: %q", wide, out.String())
		}
	}
}
