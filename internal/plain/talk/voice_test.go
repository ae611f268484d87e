package talk

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/outcome"
)

func TestOnlyWhatCanBeSeenReachesTheTerminal(t *testing.T) {
	const nasty = "a\x1b[31mb\xff\u202ec\u00a0d\x00\x9be\tf\rg"
	var out bytes.Buffer
	v := New(Terminal{Talk: &out, Out: &out})
	v.Say("%s", nasty)
	v.Answer("%s", nasty)
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
		if got := Span(d); got != want {
			t.Errorf("Span(%v) = %q, want %q", d, got, want)
		}
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

// An answer is broken for a terminal only.
func TestAnAnswerIsBrokenForATerminal(t *testing.T) {
	for wide, want := range map[int]string{0: "a token with the secret\n", 20: "a token with the\nsecret\n"} {
		var out bytes.Buffer
		New(Terminal{Out: &out, Wide: wide}).Answer("a token with the secret")
		if out.String() != want {
			t.Errorf("%d columns: %q", wide, out.String())
		}
	}
}
