package change

import (
	"context"
	"errors"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// addAllowed makes the secret. Where this wizard has just allowed one, servers
// that have not heard of it go on refusing: a refusal makes nothing, so it is sent
// again until the policy is everywhere.
func addAllowed(ctx context.Context, r Env, c *graph.Client, o *AddSecret,
	note func(Note)) (graph.Password, error) {
	waited := setup.Patience{At: r.Now()}
	pause := setup.LookEvery
	for try := 1; ; try++ {
		p := r.Profile()
		pw, err := c.AddPassword(ctx, p.App.ObjectID, o.Name, o.End)
		if !errors.Is(err, graph.ErrSecretsForbidden) || !p.AllowedLately(r.Now()) ||
			waited.UpTo(r.Now()) > r.Patience() {
			return pw, err
		}
		note(Note{Text: "Entra still refuses a secret: not all its servers know the new policy yet",
			Waiting: true, Usual: time.Minute, Try: try})
		if err := r.Sleep(ctx, pause); err != nil {
			return pw, err
		}
		pause = min(pause*3/2, setup.LookAtMost)
	}
}
