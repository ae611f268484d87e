package plain

import (
	"context"
	"fmt"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/plain/talk"
)

// probe tries the keychain. It may be waiting behind a window for its password.
func (f *front) probe(ctx context.Context) error {
	stop := f.Waiting(func(d time.Duration) string {
		return fmt.Sprintf("Still waiting for the keychain (%s so far). It may ask for its password in a "+
			"window of its own.", talk.Span(d))
	})
	defer stop()
	return f.eng.ProbeKeychain(ctx)
}

// working is waiting for work whose notes say what it is about.
func (f *front) working(what string) (note func(change.Note), stop func()) {
	last := make(chan string, 1)
	last <- what
	end := f.Waiting(func(d time.Duration) string {
		now := <-last
		last <- now
		return fmt.Sprintf("Still at it: %s (%s so far).", now, talk.Span(d))
	})
	note = func(n change.Note) {
		before := <-last
		last <- n.Text
		if n.Text == before && !n.Done {
			return
		}
		switch {
		case n.Done:
			f.Say("  Done: %s", n.Text)
		case n.Waiting && n.Usual > 0:
			f.Say("  Waiting: %s (usually up to %s)", n.Text, talk.Span(n.Usual))
		case n.Waiting:
			f.Say("  Waiting: %s", n.Text)
		default:
			f.Say("  %s", n.Text)
		}
	}
	return note, end
}
