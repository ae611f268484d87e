package steps

import (
	"context"
	"ssowizard/internal/change"
	"time"
)

var readAgain = Work{What: "Reading again", Usual: 3 * time.Second, Do: func(ctx context.Context,
	w Worker, _ func(change.Note)) (any, error) {
	return w.Observe(ctx)
}}

func readOrSignIn(w *Walk, _ any, _ Event) Move {
	if !w.known.SignedIn() {
		return Move{To: PageTenant}
	}
	return stay(Run{readAgain})
}

func wasRead(w *Walk, _ any, _ Event) Move {
	return stay(Notice{"Read again at " + clockTime(w.now()) + "."})
}

func wasNotRead(_ *Walk, _ any, e Event) Move { return stay(Fail{Err: e.Err, Again: "read"}) }

// readWork reads what the tenant holds; a check tries the kept secret then.
func (w *Walk) readWork(what string) Work {
	check := w.task != nil && w.task.ID == TaskCheck
	return Work{What: what, Usual: 5 * time.Second,
		Do: func(ctx context.Context, k Worker, _ func(change.Note)) (any, error) {
			s, err := k.Observe(ctx)
			if err == nil && check {
				err = k.TryKept(ctx)
			}
			return s, err
		}}
}

// readChoice looks again at what the tenant holds.
var readChoice = Choice{ID: "read", Title: "Read again", Key: "r", Quiet: true}
