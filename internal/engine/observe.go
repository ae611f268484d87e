package engine

import (
	"context"
	"sync"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/observe"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/undo"
)

// look reads once: one $batch, and beside it the one policy that only the beta
// version holds, the secret's own proof and the sign-in log. A part that could not
// be read carries its reason. The error is that of Observe.
func (r *Session) look(ctx context.Context) (setup.Snapshot, error) {
	client, err := r.GraphClient()
	if err != nil {
		return r.Snapshot(), err
	}
	_, p := r.Both()
	o := &observe.Observation{R: r, Client: client, P: p, Ours: undo.MadeHere(p), Graph: r.offers(),
		Began: r.Now(), After: r.answered()}
	var beside sync.WaitGroup
	for _, f := range []func(context.Context){o.ReadAudiences, o.ReadStored, o.ReadPilot} {
		beside.Go(func() { f(ctx) })
	}
	err = o.ReadBatch(ctx)
	o.Took.Directory = r.Now().Sub(o.Began)
	beside.Wait()
	if err != nil {
		return r.Snapshot(), r.remember(err)
	}
	if !o.Graph.Known {
		o.Graph = observe.Required[graph.ServicePrincipal](o.Answers, graph.MicrosoftGraphQuery())
	}
	return r.settle(o)
}

// offers is what Microsoft Graph was seen to offer in this session. No look asks
// for it again: nothing in a tenant changes it.
func (r *Session) offers() setup.Part[graph.ServicePrincipal] {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.offered
}

// settle makes the snapshot of what was read and keeps it.
func (r *Session) settle(o *observe.Observation) (setup.Snapshot, error) {
	r.mu.Lock()
	if o.Proof != nil {
		r.proof, r.proofOf = *o.Proof, o.P.Secret.KeyID
	}
	if o.Pilot != nil {
		r.pilot, r.pilotOf, r.took.Pilot = *o.Pilot, *o.P.PilotFrom, o.Took.Pilot
	}
	r.stored, r.storedOf, r.took.Directory = o.Stored, o.P.Secret.KeyID, o.Took.Directory
	if r.client == o.Client { // nobody has signed in to another tenant meanwhile
		r.offered = o.Graph
	}
	s := r.blank()
	r.dateConsent(o.SignedInWith, observe.Skew(o.Answers.Date(), r.Now()))
	r.mu.Unlock()
	o.Fill(&s)
	if s.Behind = undo.Unsettle(&s, o.P, r.Now()); o.Split {
		s.Behind = text.Or(s.Behind, "the service principal")
	}
	if s.App.Known && s.App.Value == nil && s.Deleted.Value == nil && o.P.JustMade(r.Now()) {
		s.Behind = "the registration"
		undo.Mark(&s, undo.DoubtApp, setup.Reason{Text: "the registration was made a moment ago, and " +
			"Entra has not copied it to all its servers yet", Remedy: "Wait a few minutes and read again."})
	}
	err := r.Update(func(p *setup.Profile) {
		if o.Held != nil {
			p.TakeUpDeleted(*o.Held)
		}
		if app := s.App.Value; app != nil {
			p.App.AppID, p.App.ObjectID, p.App.Name = app.AppID, app.ID, app.DisplayName
		}
		if s.Organization.Known && s.Organization.Value.DisplayName != "" {
			p.Tenant.Name = s.Organization.Value.DisplayName
		}
		if c, ok := p.MadeByHand(s); ok {
			p.Secret.End = c.EndDateTime
		}
		if c, ok := setup.PasswordOf(s, p.Secret.KeyID); ok {
			p.Secret.End, p.Secret.Hint, p.Secret.Name = c.EndDateTime, c.Hint, c.DisplayName
		}
		undo.SettleBegun(p, s, r.Now())
		undo.SettleTaking(p, s, r.Now())
		p.SettleNames(s, o.Began)
		p.Looked = &setup.Looked{At: s.At.UTC(), Settled: judge.Judge(s, *p, judge.Walking).Settled()}
	})
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen = &seen{read: s, appID: o.About(), began: o.Began, writes: o.After}
	return s, err
}
