package change

import (
	"context"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// takeUp makes a kept secret the profile's own, with its receipt under way. What was
// known about the one before says nothing from then on.
func takeUp(ctx context.Context, r Env, pw graph.Password, keeper string, rec setup.Receipt,
	note func(Note)) error {
	forgetReplaced(ctx, r, pw.KeyID, note)
	rec = r.Stamp(rec)
	return r.Update(func(p *setup.Profile) {
		p.TakeUp(pw, keeper, rec.At)
		p.Begun = &rec
	})
}

// forgetReplaced clears the value of the secret that another takes the place of.
// Outside a renewal it has ended or Entra holds it no more, so it opens nothing,
// and nobody would clear it later. It goes before the profile forgets its key id:
// a run that is stopped in between does it again. What stays all the same is said,
// and is no reason to lose the new one.
func forgetReplaced(ctx context.Context, r Env, by string, note func(Note)) {
	s, p := r.Both()
	old := p.Secret
	if old.KeyID == "" || old.KeyID == by || old.ByHand ||
		p.Pending != nil && p.Pending.Beside != (setup.Beside{}) {
		return
	}
	if c, there := setup.PasswordOf(s, old.KeyID); s.App.Value == nil || there && !c.Ended(r.Now()) {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), DiscardWithin)
	defer cancel()
	if err := r.Forget(ctx, old.KeyID); err != nil {
		note(Note{Text: "The value of the secret before, which opens nothing any more, may stay. " +
			advice.Advise(err).Means})
	}
}
