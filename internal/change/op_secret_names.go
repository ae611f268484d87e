package change

import (
	"context"
	"errors"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// awaitNames waits for what came of every name of unknown fate: one that turns up
// is taken up where its value was kept, and taken back else. Where none turns up
// in the time of this run, the name stays in the profile for the next look.
func awaitNames(ctx context.Context, r Env, c *graph.Client, note func(Note)) error {
	for _, l := range r.Profile().Unheard() {
		if _, err := awaitName(ctx, r, c, l, note); err != nil {
			return err
		}
	}
	return nil
}

// gone are the key ids that were taken back under the name.
func awaitName(ctx context.Context, r Env, c *graph.Client, l setup.Pending,
	note func(Note)) (gone []string, err error) {
	var waited time.Duration
	pause := setup.LookEvery
	for try := 1; ; try++ {
		began := r.Now()
		app, err := ReadApp(ctx, r, c, r.Profile().App.AppID)
		if err != nil {
			return nil, err
		}
		turnedUp, unsure := false, false // unsure: whether it was taken back, so that one more look tells
		for _, pw := range r.Profile().Strays(&app, l.Name) {
			turnedUp, gone = true, append(gone, pw.KeyID)
			_, err := endStray(ctx, r, c, app, pw, note)
			if errors.Is(err, graph.ErrUncertain) && try < lookTries {
				unsure = true
			} else if err != nil {
				return gone, err
			}
		}
		if turnedUp && !unsure || !turnedUp && !setup.Young(l.At, began) {
			return gone, r.Update(func(p *setup.Profile) { p.HeardOf(l.Name) })
		}
		if waited > r.Patience() {
			return nil, nil
		}
		note(Note{Text: "Looking whether a secret was made that nobody has, to take it back. A server " +
			"may not show it yet" + LongWait(r, waited), Waiting: true, Usual: 30 * time.Second, Try: try})
		if err := r.Sleep(ctx, pause); err != nil {
			return nil, err
		}
		waited += pause
		pause = min(pause*3/2, setup.LookAtMost)
	}
}

// endStray ends a secret of unknown fate that turned up: one whose value reached
// its keeper is taken up, one whose value nobody has is taken back.
func endStray(ctx context.Context, r Env, c *graph.Client, app graph.Application, pw graph.Password,
	note func(Note)) (setup.Receipt, error) {
	k, p := r.Kept(), r.Profile()
	rec := setup.Receipt{Object: setup.ObjectSecret, ObjectID: pw.KeyID}
	l := p.UnheardOf(pw.DisplayName)
	if err := l.Elsewhere(k, pw); err != nil {
		return rec, err
	}
	if k != nil && l != nil && l.MayFollow(p, app) {
		kept, err := IsKept(ctx, k, vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: pw.KeyID},
			pw.Hint)
		switch {
		case err != nil:
			return rec, err
		case kept:
			rec.Summary, rec.Inverse = "Took up the secret of the interrupted run", removal(app.ID, pw.KeyID)
			if err := r.Update(
				func(p *setup.Profile) { p.Pending = l; p.HeardOfOthers(l.Name) }); err != nil {
				return rec, err
			}
			return rec, takeUp(ctx, r, pw, k.Name(), rec, note)
		}
	}
	note(Note{Text: "Taking back the secret of the interrupted run"})
	if err := removeSecret(ctx, r, c, app, pw.KeyID); err != nil {
		return rec, err
	}
	rec.Gone = true
	rec.Summary, rec.Inverse = "Took back the secret of an interrupted run", "none: its value was never known"
	return rec, r.Update(func(p *setup.Profile) { p.HeardOf(pw.DisplayName) })
}
