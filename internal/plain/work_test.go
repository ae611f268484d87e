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
)

func TestAWaitSaysSoFromTimeToTime(t *testing.T) {
	var out locked
	c := Config{Beat: time.Millisecond, Talk: &out}
	f := &front{cfg: c, Voice: c.Voice()}
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

func TestEnterEndsALongWaitAndNotTheWalk(t *testing.T) {
	var out locked
	c := Config{Beat: time.Hour, Live: true, Talk: &out, In: strings.NewReader("\n")}
	f := &front{cfg: c, Voice: c.Voice()}
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
	c.In = r
	f.Voice = c.Voice()
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
