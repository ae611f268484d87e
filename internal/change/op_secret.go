package change

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/vault"
)

var _ = does(judge.SecretPhase, &Action{Verb: "Make it for me",
	Effect: "one client secret, put into the keychain and read back", Role: ownersMay, Plan: PlanSecret})

// ownersMay is who may change a registration that is there, in words.
const ownersMay = "Cloud Application Administrator or higher, or whoever made the registration"

// PlanSecret plans steps 23–28.
func PlanSecret(s setup.Snapshot, p setup.Profile, opts Options) (Plan, error) {
	c, have := setup.PasswordOf(s, p.Secret.KeyID)
	have = have && !c.Ended(s.At)
	lost, orphaned := judge.Orphan(s, p)
	drop := dropUnclaimed(s, p, opts)
	switch {
	case have && len(drop) > 0:
		return NewPlan("secret", "Remove what this computer does not use", s, drop), nil
	case have && !orphaned:
		return Plan{}, advice.ErrNothingToDo
	case comesBack(s, p):
		return Plan{}, advice.ErrNothingToDo
	case have:
		return NewPlan("secret", "Take back a secret nobody kept", s,
			[]Operation{&FinishOrphan{App: *s.App.Value, Lost: lost}}), nil
	}
	if s.App.Value == nil && !opts.Whole {
		return Plan{}, Unregistered()
	}
	return PlanNewSecret(s, p, opts, setup.Beside{})
}

// PlanNewSecret plans one more secret, after ending what an interrupted run
// began. beside is the one that it is to follow, in a renewal.
func PlanNewSecret(s setup.Snapshot, p setup.Profile, opts Options,
	beside setup.Beside) (Plan, error) {
	if !s.Keychain.Known {
		return Plan{}, &advice.BlockedError{By: "a place for the secret has to be chosen"}
	}
	if f, full := judge.TooManySecrets(s, p); full {
		return Plan{}, &advice.BlockedError{By: f.Said()}
	}
	var ops []Operation
	if lost, ok := judge.Orphan(s, p); ok {
		ops = append(ops, &FinishOrphan{App: *s.App.Value, Lost: lost})
	}
	allowed, err := exemption(s, p, opts.Allow)
	if err != nil {
		return Plan{}, err
	}
	ops = append(ops, allowed...)
	life := judge.LifeOf(s, p)
	name := setup.SecretPrefix + s.At.Format("2006-01-02") + " " + RandomHex(3)
	if app := s.App.Value; app != nil {
		// Before the secret: nobody would come back for the notes. They tell how to
		// renew it, and nothing that has not happened yet.
		if o, ok := AppendNotes(s, *app); ok {
			ops = append(ops, o)
		}
	}
	ops = append(ops, &AddSecret{Name: name, End: life.End, months: life.Months,
		blind: life.Blind, otherwise: life.Otherwise(s.At), keeper: s.Keychain.Value.Name, beside: beside,
		Others: othersThan(s, p)})
	var notes []setup.Finding
	if life.Capped || s.Secrets.Value.Forbidden {
		notes = judge.PolicyFindings(s, p, opts.As(judge.Walking))
	}
	title := "Make a client secret"
	if len(allowed) > 0 {
		title = "Allow a client secret for this registration, and make it"
	}
	return NewPlan("secret", title, s, ops, notes...), nil
}

// othersThan are the registration's secrets but the one that an interrupted run
// left, whose own change is shown.
func othersThan(s setup.Snapshot, p setup.Profile) []graph.Password {
	if s.App.Value == nil {
		return nil
	}
	lost, _ := judge.Orphan(s, p)
	return slices.DeleteFunc(slices.Clone(s.App.Value.PasswordCredentials),
		func(c graph.Password) bool { return lost.KeyID != "" && c.KeyID == lost.KeyID })
}

// AddSecret makes a client secret and puts it away. Its name is saved before
// the request goes out, so that a lost answer leaves no secret nobody knows of.
type AddSecret struct {
	Name      string
	End       time.Time
	months    int    // as chosen
	days      int    // of its life, where a policy refused the end that was asked for
	blind     bool   // no policy could be read, so one may refuse that end
	otherwise string // what is made then, in words
	keeper    string
	beside    setup.Beside     // the secret that it is to follow, in a renewal
	Others    []graph.Password // those that are there, which stay
	found     bool             // none had to be made: one of before was still kept
}

// Change is what is shown of it.
func (o *AddSecret) Change() []setup.Change {
	var kept []string
	for _, c := range o.Others {
		kept = append(kept, fmt.Sprintf("%s, %s", text.Or(c.DisplayName, "unnamed"), judge.LifeWords(c)))
	}
	return []setup.Change{{Object: "Client secret", Property: "passwordCredentials",
		Before: text.Count(len(o.Others), "secret"), After: text.Count(len(o.Others)+1, "secret"),
		Kept: kept, Added: append(o.lives(), "its value goes to: "+o.keeper)}}
}

// lives says until when, and what else may come of it.
func (o *AddSecret) lives() []string {
	out := []string{fmt.Sprintf("%s, until %s", o.Name, text.Day(o.End))}
	if o.otherwise != "" {
		out = append(out, o.otherwise)
	}
	return out
}

// Request is what is sent.
func (o *AddSecret) Request() setup.Request {
	return setup.Request{Method: "POST", Path: "/v1.0/applications/(object id)/addPassword",
		Body: Pretty(map[string]any{"passwordCredential": map[string]any{"displayName": o.Name,
			"endDateTime": o.End}})}
}

// Run writes it.
func (o *AddSecret) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	p := r.Profile()
	if c, ok := setup.PasswordOf(r.Snapshot(), p.Secret.KeyID); ok && c.KeyID != o.beside.KeyID &&
		!c.Ended(r.Now()) {
		// An interrupted run's secret was found kept and taken up just now.
		o.found = true
		// It has its receipt
		return setup.Receipt{Summary: "The secret of the interrupted run was kept and is used"}, nil
	}
	if rec, err := o.takeUpKept(ctx, r, p, note); o.found || err != nil {
		return rec, err
	}
	if err := awaitNames(ctx, r, client, note); err != nil {
		return setup.Receipt{}, err
	}
	if now := r.Profile(); now.Secret.KeyID != p.Secret.KeyID {
		o.found = true
		// It has its receipt
		return setup.Receipt{Summary: "The secret of the interrupted run was kept and is used"}, nil
	}
	if err := r.Room(); err != nil {
		return setup.Receipt{}, err
	}
	if err := o.pends(r, nil); err != nil {
		return setup.Receipt{}, err
	}
	note(Note{Text: "Making the client secret"})
	pw, err := o.fitting(ctx, r, client, note)
	if errors.Is(err, graph.ErrUncertain) {
		if err := o.after(ctx, r, client, err, note); err != nil {
			return setup.Receipt{}, err
		}
		pw, err = o.fitting(ctx, r, client, note)
	}
	if err != nil {
		return setup.Receipt{}, forgetIfRefused(r, err)
	}
	if why := setup.Unfit(pw, secretsSeen(r)); why != "" {
		return setup.Receipt{}, takeBackUnfit(ctx, r, client, o.Name, why, note)
	}
	kept := " and put it into " + o.keeper
	if o.keeper == setup.KeeperShownOnce {
		kept = ", kept nowhere"
	}
	made := fmt.Sprintf("Made a client secret until %s%s%s", text.Day(pw.EndDateTime), o.lifeWords(), kept)
	rec := setup.Receipt{Object: setup.ObjectSecret, ObjectID: pw.KeyID, Summary: made,
		Inverse: removal(p.App.ObjectID, pw.KeyID)}
	return rec, keep(ctx, r, client, pw, rec, note)
}

// after waits for what came of a write whose answer was lost, and makes ready for
// another. A name that did not turn up is kept, and so is the time of it.
func (o *AddSecret) after(ctx context.Context, r Env, c *graph.Client, lost error, note func(Note)) error {
	gone, err := awaitName(ctx, r, c, *r.Profile().Pending, note)
	if err != nil {
		return unsettled(lost, err) // a refusal of the look is none of the secret
	}
	said := "The answer was lost, and no secret came of it so far. Making another; " +
		"the next look takes back what turns up"
	if len(gone) > 0 {
		said = "The answer was lost; what came of it is gone again. Making another"
	}
	note(Note{Text: said})
	return o.pends(r, gone)
}

// pends notes before the write that a secret of this name may come of it.
func (o *AddSecret) pends(r Env, gone []string) error {
	return r.Update(func(p *setup.Profile) {
		p.PutAside()
		p.Pending = &setup.Pending{Kind: setup.PendingPassword, Name: o.Name, At: r.Now().UTC(),
			Beside: o.beside, Keeper: o.keeper, Gone: gone}
	})
}

// takeUpKept looks whether the value of a secret that Entra holds is in the
// keychain already, as after a profile was lost. The keychain knows a value only
// by its key id, so it can be no other's.
func (o *AddSecret) takeUpKept(ctx context.Context, r Env, p setup.Profile,
	note func(Note)) (setup.Receipt, error) {
	k, app := r.Kept(), r.Snapshot().App.Value
	if k == nil || app == nil || o.beside != (setup.Beside{}) || p.Secret.KeyID != "" {
		return setup.Receipt{}, nil
	}
	for _, c := range app.PasswordCredentials {
		if c.Ended(r.Now()) {
			continue
		}
		kept, err := IsKept(ctx, k, vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: c.KeyID},
			c.Hint)
		switch {
		case err != nil:
			return setup.Receipt{}, err
		case kept:
			o.found = true
			rec := setup.Receipt{Object: setup.ObjectSecret, ObjectID: c.KeyID,
				Summary: "The secret of an earlier run is still in " + k.Name() + " and is used",
				Inverse: removal(app.ID, c.KeyID)}
			return rec, takeUp(ctx, r, c, k.Name(), rec, note)
		}
	}
	return setup.Receipt{}, nil
}

func removal(object, keyID string) string {
	return "POST /v1.0/applications/" + object + "/removePassword " + keyID
}

// Seen tells whether a look shows what was written.
func (o *AddSecret) Seen(s setup.Snapshot) bool {
	if o.found || s.App.Value == nil {
		return o.found
	}
	return slices.ContainsFunc(s.App.Value.PasswordCredentials,
		func(c graph.Password) bool { return c.DisplayName == o.Name })
}

// forgetIfRefused clears the mark of a pending secret when Entra said no: then
// nothing was made. After an unknown fate the mark stays.
func forgetIfRefused(r Env, err error) error {
	if errors.Is(err, graph.ErrUncertain) {
		return err
	}
	if ge, ok := errors.AsType[*graph.Error](err); ok && ge.Status >= 400 && ge.Status < 500 {
		now := r.Now().UTC()
		return errors.Join(err, r.Update(func(p *setup.Profile) {
			p.Pending = nil
			if errors.Is(err, graph.ErrSecretsForbidden) {
				p.Refused = &now
			}
		}))
	}
	return err
}

// keep is the one function that a secret's value crosses: from Entra's answer
// into its keeper, read back, and on failure taken back at Entra.
func keep(ctx context.Context, r Env, c *graph.Client, pw graph.Password, rec setup.Receipt,
	note func(Note)) error {
	p := r.Profile()
	key := vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: pw.KeyID}
	keeper, err := r.Store(ctx, key, pw.Secret)
	if err != nil {
		said := "The keychain did not take it, so the new secret is taken back"
		if ctx.Err() != nil { // the keychain was not at fault
			said = "Stopped before its value was kept, so the new secret is taken back"
		}
		note(Note{Text: said})
		undo, cancel := context.WithTimeout(context.WithoutCancel(ctx), setup.TakeBackWithin)
		defer cancel()
		if rerr := RemovePassword(undo, c, p.App.AppID, p.App.ObjectID, pw.KeyID); rerr != nil {
			return errors.Join(err,
				fmt.Errorf("the secret %s could not be taken back and is removed at the next start: %w",
					pw.KeyID, rerr))
		}
		return errors.Join(err, r.Update(func(p *setup.Profile) { p.Pending = nil }))
	}
	return takeUp(ctx, r, pw, keeper, rec, note)
}
