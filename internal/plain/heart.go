package plain

import (
	"context"
	"fmt"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/text"
)

// waiting says from time to time that something is still being waited for. The
// text is asked for each time, because a code's life runs out meanwhile. The
// returned function ends it and waits until the last line is out.
func (f *front) waiting(text func(elapsed time.Duration) string) (stop func()) {
	began := time.Now()
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		t := time.NewTicker(f.cfg.Beat)
		defer t.Stop()
		for {
			select {
			case <-quit:
				return
			case <-t.C:
				f.say("  %s", text(time.Since(began)))
			}
		}
	}()
	return func() {
		close(quit)
		<-done
	}
}

// probe tries the keychain. It may be waiting behind a window for its password.
func (f *front) probe(ctx context.Context) error {
	stop := f.waiting(func(d time.Duration) string {
		return fmt.Sprintf("Still waiting for the keychain (%s so far). It may ask for its password in a "+
			"window of its own.", span(d))
	})
	defer stop()
	return f.eng.ProbeKeychain(ctx)
}

// working is waiting for work whose notes say what it is about.
func (f *front) working(what string) (note func(change.Note), stop func()) {
	last := make(chan string, 1)
	last <- what
	end := f.waiting(func(d time.Duration) string {
		now := <-last
		last <- now
		return fmt.Sprintf("Still at it: %s (%s so far).", now, span(d))
	})
	note = func(n change.Note) {
		before := <-last
		last <- n.Text
		if n.Text == before && !n.Done {
			return
		}
		switch {
		case n.Done:
			f.say("  Done: %s", n.Text)
		case n.Waiting && n.Usual > 0:
			f.say("  Waiting: %s (usually up to %s)", n.Text, span(n.Usual))
		case n.Waiting:
			f.say("  Waiting: %s", n.Text)
		default:
			f.say("  %s", n.Text)
		}
	}
	return note, end
}

// span says a length of time in words.
func span(d time.Duration) string {
	d = d.Round(time.Second)
	if d < time.Minute {
		return text.Plural(int(d.Seconds()), "second", "seconds")
	}
	words := text.Count(int(d.Minutes()), "minute")
	if s := int(d.Seconds()) % 60; s > 0 && d < 10*time.Minute {
		words += " " + text.Count(s, "second")
	}
	return words
}
