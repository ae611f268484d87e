package steps

import (
	"context"
	"errors"
	"time"

	"ssowizard/internal/graph"
)

// addAllowed makes the secret. Where this wizard has just allowed one, servers
// that have not heard of it go on refusing: a refusal makes nothing, so it is sent
// again until the policy is everywhere.
func (r *Runner) addAllowed(ctx context.Context, c *graph.Client, o *addSecret, note func(Note)) (graph.Password, error) {
	waited := patience{at: r.Now()}
	pause := lookEvery
	for try := 1; ; try++ {
		p := r.Profile()
		pw, err := c.AddPassword(ctx, p.App.ObjectID, o.name, o.end)
		if !errors.Is(err, graph.ErrSecretsForbidden) || !p.AllowedLately(r.Now()) || waited.upTo(r.Now()) > r.Patience() {
			return pw, err
		}
		note(Note{Text: "Entra still refuses a secret: not all its servers know the new policy yet", Waiting: true, Usual: time.Minute, Try: try})
		if err := r.Sleep(ctx, pause); err != nil {
			return pw, err
		}
		pause = min(pause*3/2, lookAtMost)
	}
}
