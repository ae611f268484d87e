package steps

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/text"
	"ssowizard/internal/vault"
)

// unheard are the names of secrets that were asked for and of which nobody heard
// whether they were made, on the registration that the profile is about. A name
// is kept until it turns up, or is not shown when every server would show it.
func (p Profile) unheard() []Pending {
	var out []Pending
	if l := p.Pending; l != nil && l.Kind == pendingPassword && namedHere(l.Name) {
		out = append(out, *l)
	}
	for _, l := range p.Lost {
		if l.AppID == p.App.AppID && namedHere(l.Name) {
			out = append(out, l)
		}
	}
	return out
}

// unheardOf finds one by its name.
func (p Profile) unheardOf(name string) *Pending {
	for _, l := range p.unheard() {
		if l.Name == name {
			return &l
		}
	}
	return nil
}

// putAside keeps the name of the write under way among those of unknown fate, so
// that another can be begun.
func (p *Profile) putAside() {
	if l := p.Pending; l != nil {
		l.AppID = text.Or(l.AppID, p.App.AppID)
		p.Lost, p.Pending = append(p.Lost, *l), nil
	}
}

// heardOf forgets a name: what came of it is known.
func (p *Profile) heardOf(name string) {
	if p.Pending != nil && p.Pending.Name == name {
		p.Pending = nil
	}
	p.Lost = slices.DeleteFunc(p.Lost, func(l Pending) bool { return l.Name == name && l.AppID == p.App.AppID })
}

// settleNames forgets the names that a look does not show at a time when every
// server would: then nothing was made under them.
func (p *Profile) settleNames(s Snapshot, began time.Time) {
	if s.App.Value == nil {
		return
	}
	for _, l := range p.unheard() {
		if !young(l.At, began) && len(p.strays(s.App.Value, l.Name)) == 0 {
			p.heardOf(l.Name)
		}
	}
}

// strays are the secrets of one name but the one that is in use: a second of the
// same name is what a lost answer made. One that was taken back and is still shown
// is none.
func (p Profile) strays(app *graph.Application, name string) []graph.Password {
	var gone []string
	if l := p.unheardOf(name); l != nil {
		gone = l.Gone
	}
	var out []graph.Password
	for _, c := range app.PasswordCredentials {
		if c.DisplayName == name && c.KeyID != p.Secret.KeyID && !slices.Contains(gone, c.KeyID) {
			out = append(out, c)
		}
	}
	return out
}

// awaitNames waits for what came of every name of unknown fate: one that turns up
// is taken up where its value was kept, and taken back else. Where none turns up
// in the time of this run, the name stays in the profile for the next look.
func (r *Runner) awaitNames(ctx context.Context, c *graph.Client, note func(Note)) error {
	for _, l := range r.Profile().unheard() {
		if _, err := r.awaitName(ctx, c, l, note); err != nil {
			return err
		}
	}
	return nil
}

// gone are the key ids that were taken back under the name.
func (r *Runner) awaitName(ctx context.Context, c *graph.Client, l Pending, note func(Note)) (gone []string, err error) {
	var waited time.Duration
	pause := lookEvery
	for try := 1; ; try++ {
		began := r.cfg.Now()
		app, err := r.readApp(ctx, c, r.Profile().App.AppID)
		if err != nil {
			return nil, err
		}
		turnedUp, unsure := false, false // unsure: whether it was taken back, so that one more look tells
		for _, pw := range r.Profile().strays(&app, l.Name) {
			turnedUp, gone = true, append(gone, pw.KeyID)
			if _, err := r.endStray(ctx, c, app, pw, note); errors.Is(err, graph.ErrUncertain) && try < lookTries {
				unsure = true
			} else if err != nil {
				return gone, err
			}
		}
		if turnedUp && !unsure || !turnedUp && !young(l.At, began) {
			return gone, r.update(func(p *Profile) { p.heardOf(l.Name) })
		}
		if waited > r.Patience() {
			return nil, nil
		}
		note(Note{Text: "Looking whether a secret was made that nobody has, to take it back. A server may not show it yet" + r.longWait(waited), Waiting: true, Usual: 30 * time.Second, Try: try})
		if err := r.cfg.Sleep(ctx, pause); err != nil {
			return nil, err
		}
		waited += pause
		pause = min(pause*3/2, lookAtMost)
	}
}

// endStray ends a secret of unknown fate that turned up: one whose value reached
// its keeper is taken up, one whose value nobody has is taken back.
func (r *Runner) endStray(ctx context.Context, c *graph.Client, app graph.Application, pw graph.Password, note func(Note)) (Receipt, error) {
	r.mu.Lock()
	k, p := r.keychain, r.profile.clone()
	r.mu.Unlock()
	rec := Receipt{Object: objectSecret, ObjectID: pw.KeyID}
	l := p.unheardOf(pw.DisplayName)
	if err := l.elsewhere(k, pw); err != nil {
		return rec, err
	}
	if k != nil && l != nil && l.mayFollow(p, app) {
		kept, err := isKept(ctx, k, vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: pw.KeyID}, pw.Hint)
		switch {
		case err != nil:
			return rec, err
		case kept:
			rec.Summary, rec.Inverse = "Took up the secret of the interrupted run", removal(app.ID, pw.KeyID)
			if err := r.update(func(p *Profile) { p.Pending = l; p.heardOfOthers(l.Name) }); err != nil {
				return rec, err
			}
			return rec, r.takeUp(ctx, pw, k.Name(), rec, note)
		}
	}
	note(Note{Text: "Taking back the secret of the interrupted run"})
	if err := r.removeSecret(ctx, c, app, pw.KeyID); err != nil {
		return rec, err
	}
	rec.Gone = true
	rec.Summary, rec.Inverse = "Took back the secret of an interrupted run", "none: its value was never known"
	return rec, r.update(func(p *Profile) { p.heardOf(pw.DisplayName) })
}

// heardOfOthers forgets a name among those that were put aside.
func (p *Profile) heardOfOthers(name string) {
	p.Lost = slices.DeleteFunc(p.Lost, func(l Pending) bool { return l.Name == name && l.AppID == p.App.AppID })
}

// mayFollow tells whether a secret that was asked for can still become the
// profile's own: none is there yet, or it was to follow just that one.
func (l Pending) mayFollow(p Profile, app graph.Application) bool {
	_, there := findPassword(&app, p.Secret.KeyID)
	return !there || l.Beside.follows(p.Secret.KeyID)
}

// nameFindings say of every name of unknown fate that nobody knows yet whether a
// secret was made under it. A check could not check that; a walk goes on meanwhile.
func nameFindings(s Snapshot, p Profile, as As) []Finding {
	var out []Finding
	for _, l := range p.unheard() {
		if len(p.strays(s.App.Value, l.Name)) > 0 || !young(l.At, s.At) {
			continue
		}
		f := couldNotCheck(fmt.Sprintf("client secret %q", text.Clean(l.Name)),
			Reason{Text: "a run asked for the client secret \"" + text.Clean(l.Name) + "\" at " + l.At.Local().Format("15:04:05 MST") + " and never heard whether it was made. Entra's servers do not show it so far.",
				Remedy: "Read again in ten minutes. What turns up is named then, and ssowizard takes it back."})
		if as == Walking {
			f.Level = LevelNote
		}
		out = append(out, f)
	}
	return out
}
