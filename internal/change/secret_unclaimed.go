package change

import (
	"context"
	"fmt"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// dropUnclaimed are the removals that a person decided on.
func dropUnclaimed(s setup.Snapshot, p setup.Profile, opts Options) []Operation {
	if !opts.DropUnclaimed || !setup.HasPassword(s, p.Secret.KeyID) || p.Renewal != nil {
		return nil
	}
	var ops []Operation
	for _, c := range judge.Unclaimed(s, p) {
		ops = append(ops, &RemoveUnclaimed{App: *s.App.Value, Pw: c, here: judge.MadeHere(p, c.KeyID)})
	}
	return ops
}

// RemoveUnclaimed removes one secret that this computer does not use.
type RemoveUnclaimed struct {
	App  graph.Application
	Pw   graph.Password
	here bool // it was made here, so its value may be kept here
}

// Change is what is shown of it.
func (o *RemoveUnclaimed) Change() []setup.Change {
	c := o.Pw
	return []setup.Change{{Object: AppWords(o.App),
		Property: "passwordCredentials", Before: text.Count(len(o.App.PasswordCredentials), "secret"),
		After: "without this one; whoever uses it is cut off at once", Removed: []string{
			fmt.Sprintf("%s (%s…), %s, key id %s", c.DisplayName, c.Hint, judge.LifeWords(c), c.KeyID)}}}
}

// Request is what is sent.
func (o *RemoveUnclaimed) Request() setup.Request {
	return RemovingPassword(o.App, o.Pw.KeyID)
}

// Run writes it.
func (o *RemoveUnclaimed) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	note(Note{Text: "Removing the secret " + o.Pw.DisplayName, Usual: 10 * time.Second})
	rec := o.Begun()
	err := removeSecret(ctx, r, client, o.App, o.Pw.KeyID)
	if err != nil || !o.here {
		return rec, err
	}
	rec.Left, err = Clear(ctx, r, o.Pw.KeyID)
	if rec.Left != "" {
		note(Note{Text: rec.Left})
	}
	return rec, err
}

// Begun is its receipt, as far as it is known before it is sent.
func (o *RemoveUnclaimed) Begun() setup.Receipt {
	which, inverse := "which no receipt knew", "none: its value was never known"
	if o.here {
		which, inverse = "which was made here and no longer used", "none: its value cannot come back"
	}
	return setup.Receipt{Object: setup.ObjectSecret, ObjectID: o.Pw.KeyID, Gone: true,
		Summary: "Removed the secret " + o.Pw.DisplayName + ", " + which, Inverse: inverse}
}

// Seen tells whether a look shows what was written.
func (o *RemoveUnclaimed) Seen(s setup.Snapshot) bool {
	return s.App.Value != nil && !setup.HasPassword(s, o.Pw.KeyID)
}

func (o *RemoveUnclaimed) mends() []setup.Code { return []setup.Code{setup.CodeSecretUnclaimed} }
