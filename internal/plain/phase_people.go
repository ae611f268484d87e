package plain

import (
	"context"
	"errors"

	"ssowizard/internal/change"
)

// untilEnter waits for something that may take very long; where a person sits
// at the terminal, Enter ends the wait without ending the walk.
func (f *front) untilEnter(ctx context.Context, what string, wait func(context.Context,
	func(change.Note)) error) (left bool, err error) {
	note, stop := f.working(what)
	defer stop()
	if !f.cfg.Live {
		return false, wait(ctx, note)
	}
	f.Forget()
	f.Say("Press Enter to stop waiting; nothing is lost.")
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- wait(inner, note) }()
	select {
	case err := <-done:
		return false, err
	case in := <-f.Typed():
		f.Taken()
		if in.Err != nil {
			return false, <-done
		}
		cancel()
		if err := <-done; err != nil && ctx.Err() == nil && !errors.Is(err, context.Canceled) {
			return false, err
		}
		f.Say("Not waiting any longer. A later look or run sees it.")
		return true, ctx.Err()
	}
}
