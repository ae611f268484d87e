package talk

import (
	"time"

	"ssowizard/internal/text"
)

// Waiting says from time to time that something is still being waited for. The
// text is asked for each time, because a code's life runs out meanwhile. The
// returned function ends it and waits until the last line is out.
func (v *Voice) Waiting(text func(elapsed time.Duration) string) (stop func()) {
	began := time.Now()
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		t := time.NewTicker(v.t.Beat)
		defer t.Stop()
		for {
			select {
			case <-quit:
				return
			case <-t.C:
				v.Say("  %s", text(time.Since(began)))
			}
		}
	}()
	return func() {
		close(quit)
		<-done
	}
}

// Span says a length of time in words.
func Span(d time.Duration) string {
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
