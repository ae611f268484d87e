package steps

import (
	"context"
	"time"

	"ssowizard/internal/change"
)

// ReadAgain reads what the tenant holds now.
var ReadAgain = Work{What: "Reading again", Usual: 3 * time.Second, Do: func(ctx context.Context,
	w Worker, _ func(change.Note)) (any, error) {
	return w.Observe(ctx)
}}

// ReadOrSignIn reads again; whoever has not signed in is led there.
func ReadOrSignIn(w *Walk, _ any, _ Event) Move {
	if !w.Known.SignedIn() {
		return Move{To: PageTenant}
	}
	return Stay(Run{ReadAgain})
}

// WasRead says when it was read again.
func WasRead(w *Walk, _ any, _ Event) Move {
	return Stay(Notice{"Read again at " + ClockTime(w.Now()) + "."})
}

// WasNotRead says why it was not, with another try as a way on.
func WasNotRead(_ *Walk, _ any, e Event) Move { return Stay(Fail{Err: e.Err, Again: "read"}) }

// ReadWork reads what the tenant holds; a check tries the kept secret then.
func (w *Walk) ReadWork(what string) Work {
	check := w.Task != nil && w.Task.ID == TaskCheck
	return Work{What: what, Usual: 5 * time.Second,
		Do: func(ctx context.Context, k Worker, _ func(change.Note)) (any, error) {
			s, err := k.Observe(ctx)
			if err == nil && check {
				err = k.TryKept(ctx)
			}
			return s, err
		}}
}

// ReadChoice looks again at what the tenant holds.
var ReadChoice = Choice{ID: "read", Title: "Read again", Key: "r", Quiet: true}
