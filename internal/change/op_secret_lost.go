package change

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// RemovePassword removes a secret by its key id. One that is gone already is no
// error: an earlier try did it, and its answer was lost. Entra says so with the
// code of a wrong request or of a missing object, and says the latter too while
// its servers do not agree, so a look tells the two apart.
func RemovePassword(ctx context.Context, c *graph.Client, appID, objectID, keyID string) error {
	err := c.RemovePassword(ctx, objectID, keyID)
	var ge *graph.Error
	if err == nil || !errors.As(err, &ge) || ge.Status != http.StatusBadRequest && !ErrIsGone(err) {
		return err
	}
	app, lerr := LookForApp(ctx, c, appID)
	_, still := setup.FindPassword(&app, keyID)
	switch {
	case ErrIsGone(lerr) || lerr == nil && !still:
		return nil
	case lerr != nil:
		return lerr
	case ErrIsGone(err), noSuchKey(ge):
		return advice.ErrStillThere
	}
	return err
}

// removeSecret removes a secret and waits until Entra's servers agree that it is
// gone: one that is behind shows what another one says is not there.
func removeSecret(ctx context.Context, r Env, c *graph.Client, app graph.Application, keyID string) error {
	_, err := Again(ctx, r, func(int) (struct{}, error) {
		err := RemovePassword(ctx, c, app.AppID, app.ID, keyID)
		switch {
		case err == nil || ErrIsGone(err):
			return struct{}{}, nil
		case Retryable(err):
			return struct{}{}, err
		}
		return struct{}{}, LastWord(err)
	})
	return Unfinal(err)
}

// noSuchKey tells a wrong request for a secret that is not there from any other
// wrong one: the detail of it is about the key id.
func noSuchKey(e *graph.Error) bool {
	return slices.ContainsFunc(e.Details, func(d graph.Detail) bool { return d.Target == "keyId" })
}

// removeLost takes back secrets of one name: their values are in nobody's hands.
// took tells whether there was one.
func removeLost(ctx context.Context, r Env, c *graph.Client, name string, note func(Note)) (took bool,
	err error) {
	pause := setup.LookEvery
	clean := 0
	for try := 1; clean < 2 && try <= 8; try++ {
		app, err := ReadApp(ctx, r, c, r.Profile().App.AppID)
		if err != nil {
			return took, err
		}
		found := false
		for _, pw := range app.PasswordCredentials {
			if pw.DisplayName != name {
				continue
			}
			found, took = true, true
			if err := removeSecret(ctx, r, c, app, pw.KeyID); err != nil &&
				!errors.Is(err, graph.ErrUncertain) {
				return took, err
			}
		}
		if !found {
			clean++
		}
		if clean < 2 {
			note(Note{Text: "Looking whether a secret was made that nobody has, to take it back",
				Waiting: true, Usual: 20 * time.Second, Try: try})
			if err := r.Sleep(ctx, pause); err != nil {
				return took, err
			}
		}
	}
	if clean < 2 {
		return took, &advice.SecretLeftError{Name: name}
	}
	return took, nil
}

// FinishOrphan ends what an interrupted run began: a secret whose value reached
// its keeper is taken up, one whose value nobody has is taken back.
type FinishOrphan struct {
	App  graph.Application
	Lost graph.Password
}

// Change is what is shown of it.
func (o *FinishOrphan) Change() []setup.Change {
	return []setup.Change{{Object: "Client secret of an interrupted run", Property: "passwordCredentials",
		Before: o.Lost.DisplayName, After: "used if its value was kept, else taken back",
		Removed: []string{"secret " + o.Lost.KeyID + ", unless its value was kept"}}}
}

// Request is what is sent.
func (o *FinishOrphan) Request() setup.Request {
	return RemovingPassword(o.App, o.Lost.KeyID)
}

// Run writes it.
func (o *FinishOrphan) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	return endStray(ctx, r, client, o.App, o.Lost, note)
}

// Seen is settled by Run, which goes on until the secret is taken up or gone.
func (o *FinishOrphan) Seen(setup.Snapshot) bool { return true }
