package steps

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// removePassword removes a secret by its key id. One that is gone already is no
// error: an earlier try did it, and its answer was lost. Entra says so with the
// code of a wrong request or of a missing object, and says the latter too while
// its servers do not agree, so a look tells the two apart.
func removePassword(ctx context.Context, c *graph.Client, appID, objectID, keyID string) error {
	err := c.RemovePassword(ctx, objectID, keyID)
	var ge *graph.Error
	if err == nil || !errors.As(err, &ge) || ge.Status != http.StatusBadRequest && !errIsGone(err) {
		return err
	}
	app, lerr := lookForApp(ctx, c, appID)
	_, still := setup.FindPassword(&app, keyID)
	switch {
	case errIsGone(lerr) || lerr == nil && !still:
		return nil
	case lerr != nil:
		return lerr
	case errIsGone(err), noSuchKey(ge):
		return errStillThere
	}
	return err
}

// removeSecret removes a secret and waits until Entra's servers agree that it is
// gone: one that is behind shows what another one says is not there.
func (r *Runner) removeSecret(ctx context.Context, c *graph.Client, app graph.Application, keyID string) error {
	_, err := again(ctx, r, func(int) (struct{}, error) {
		err := removePassword(ctx, c, app.AppID, app.ID, keyID)
		switch {
		case err == nil || errIsGone(err):
			return struct{}{}, nil
		case retryable(err):
			return struct{}{}, err
		}
		return struct{}{}, lastWord(err)
	})
	return unfinal(err)
}

// noSuchKey tells a wrong request for a secret that is not there from any other
// wrong one: the detail of it is about the key id.
func noSuchKey(e *graph.Error) bool {
	return slices.ContainsFunc(e.Details, func(d graph.Detail) bool { return d.Target == "keyId" })
}

// errStillThere says that Entra refused a removal because there is no such thing,
// and shows it all the same.
var errStillThere = errors.New("it is said to be gone, and still shown")

// removeLost takes back secrets of one name: their values are in nobody's hands.
// took tells whether there was one.
func (r *Runner) removeLost(ctx context.Context, c *graph.Client, name string, note func(Note)) (took bool, err error) {
	pause := lookEvery
	clean := 0
	for try := 1; clean < 2 && try <= 8; try++ {
		app, err := r.readApp(ctx, c, r.Profile().App.AppID)
		if err != nil {
			return took, err
		}
		found := false
		for _, pw := range app.PasswordCredentials {
			if pw.DisplayName != name {
				continue
			}
			found, took = true, true
			if err := r.removeSecret(ctx, c, app, pw.KeyID); err != nil && !errors.Is(err, graph.ErrUncertain) {
				return took, err
			}
		}
		if !found {
			clean++
		}
		if clean < 2 {
			note(Note{Text: "Looking whether a secret was made that nobody has, to take it back", Waiting: true, Usual: 20 * time.Second, Try: try})
			if err := r.Sleep(ctx, pause); err != nil {
				return took, err
			}
		}
	}
	if clean < 2 {
		return took, &SecretLeftError{Name: name}
	}
	return took, nil
}

// finishOrphan ends what an interrupted run began: a secret whose value reached
// its keeper is taken up, one whose value nobody has is taken back.
type finishOrphan struct {
	app  graph.Application
	lost graph.Password
}

func (o *finishOrphan) change() []setup.Change {
	return []setup.Change{{Object: "Client secret of an interrupted run", Property: "passwordCredentials", Before: o.lost.DisplayName, After: "used if its value was kept, else taken back", Removed: []string{"secret " + o.lost.KeyID + ", unless its value was kept"}}}
}

func (o *finishOrphan) request() Request {
	return removingPassword(o.app, o.lost.KeyID)
}

func (o *finishOrphan) run(ctx context.Context, r *Runner, note func(Note)) (setup.Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return setup.Receipt{}, err
	}
	return r.endStray(ctx, client, o.app, o.lost, note)
}
