package engine

import (
	"context"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
)

// Observe reads everything Graph can say about the tenant and the registration.
// Where a server answers that does not know yet what this program wrote, that part
// is unknown, and it looks again until it is shown or nobody would wait longer. It
// tells whoever watches what it waits for. The error is for what makes reading
// pointless: no session, a session that ended, no answer at all.
func (r *Session) Observe(ctx context.Context) (setup.Snapshot, error) {
	var waited time.Duration
	pause := setup.LookEvery
	for try := 1; ; try++ {
		s, err := r.look(ctx)
		if err != nil || s.Behind == "" || waited > r.Patience() {
			return s, err
		}
		waited += pause
		r.tell(change.Note{Text: "Entra does not show yet what was written: " +
			s.Behind + ". It is copying that to all its servers" + change.LongWait(r, waited),
			Waiting: true, Usual: time.Minute, Try: try})
		if err := r.Sleep(ctx, pause); err != nil {
			return s, err
		}
		pause = min(pause*3/2, setup.LookAtMost)
	}
}

// ObserveMade is Observe for those who show what is waited for, which may take
// minutes.
func (r *Session) ObserveMade(ctx context.Context, note func(change.Note)) (setup.Snapshot, error) {
	defer r.watch(note)()
	return r.Observe(ctx)
}
