package steps

import (
	"context"
	"fmt"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// SetDropUnclaimed decides whether the secrets that this computer does not use are removed.
// Left alone they stay: one of them may be in use.
func (r *Runner) SetDropUnclaimed(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.options.DropUnclaimed = on
}

// dropUnclaimed are the removals that a person decided on.
func dropUnclaimed(s setup.Snapshot, p setup.Profile) []operation {
	if !p.Wanted.DropUnclaimed || !setup.HasPassword(s, p.Secret.KeyID) || p.Renewal != nil {
		return nil
	}
	var ops []operation
	for _, c := range judge.Unclaimed(s, p) {
		ops = append(ops, &removeUnclaimed{app: *s.App.Value, pw: c, here: judge.MadeHere(p, c.KeyID)})
	}
	return ops
}

// removeUnclaimed removes one secret that this computer does not use.
type removeUnclaimed struct {
	app  graph.Application
	pw   graph.Password
	here bool // it was made here, so its value may be kept here
}

func (o *removeUnclaimed) change() []setup.Change {
	c := o.pw
	return []setup.Change{{Object: appWords(o.app), Property: "passwordCredentials", Before: text.Count(len(o.app.PasswordCredentials), "secret"), After: "without this one; whoever uses it is cut off at once",
		Removed: []string{fmt.Sprintf("%s (%s…), %s, key id %s", c.DisplayName, c.Hint, judge.LifeWords(c), c.KeyID)}}}
}

func (o *removeUnclaimed) request() Request {
	return removingPassword(o.app, o.pw.KeyID)
}

func (o *removeUnclaimed) run(ctx context.Context, r *Runner, note func(Note)) (setup.Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return setup.Receipt{}, err
	}
	note(Note{Text: "Removing the secret " + o.pw.DisplayName, Usual: 10 * time.Second})
	rec := o.begun()
	if err := r.removeSecret(ctx, client, o.app, o.pw.KeyID); err != nil || !o.here {
		return rec, err
	}
	rec.Left, err = r.clear(ctx, o.pw.KeyID)
	if rec.Left != "" {
		note(Note{Text: rec.Left})
	}
	return rec, err
}

func (o *removeUnclaimed) begun() setup.Receipt {
	which, inverse := "which no receipt knew", "none: its value was never known"
	if o.here {
		which, inverse = "which was made here and no longer used", "none: its value cannot come back"
	}
	return setup.Receipt{Object: setup.ObjectSecret, ObjectID: o.pw.KeyID, Gone: true,
		Summary: "Removed the secret " + o.pw.DisplayName + ", " + which, Inverse: inverse}
}

func (o *removeUnclaimed) seen(s setup.Snapshot) bool {
	return s.App.Value != nil && !setup.HasPassword(s, o.pw.KeyID)
}

func (o *removeUnclaimed) mends() []setup.Code { return []setup.Code{setup.CodeSecretUnclaimed} }
