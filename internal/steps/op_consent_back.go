package steps

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// ScopesForConsent are the rights that taking consent back needs. A sign-in for
// them leaves one more, which goes with the rest.
func ScopesForConsent() []string { return []string{scopeGrants} }

// MayOfferConsent tells whether it is worth offering: something of this run is
// there, and the account is not known to lack every role that may take it back.
func (r *Runner) MayOfferConsent() bool {
	s := r.Snapshot()
	if !s.SignedIn || !r.ConsentSeen().Any() {
		return false
	}
	x := s.Role.Value
	return !s.Role.Known || x.CanWriteApps || x.Consent == setup.RoleActive || x.Consent == setup.RoleUnseen
}

// MayTakeConsentBack tells whether the session in hand was asked for with the
// right to do it.
func (r *Runner) MayTakeConsentBack() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.session != nil && slices.Contains(r.asked, scopeGrants)
}

// PlanConsentBack plans to take back what this run's sign-ins left. Of a grant
// for everybody only what is known to be of this run is taken: others may use it.
// ErrNothingToDo where nothing is.
func (r *Runner) PlanConsentBack(c ConsentLeft) (Plan, error) {
	app, ops := r.Client().ID, []operation(nil)
	for _, g := range c.grants {
		take := common(g.Scope, c.Ours, c.Unsure)
		if g.ConsentType == setup.AllPrincipals {
			take = common(g.Scope, c.Ours)
		}
		if len(take) > 0 {
			ops = append(ops, &consentBack{client: c.Client, app: app, grant: g, take: take, ours: with(take, c.Ours...)})
		}
	}
	if len(ops) == 0 {
		return Plan{}, ErrNothingToDo
	}
	p := newPlan(setup.UndoAction, "Take back what the sign-in left", "1", r.Snapshot(), ops)
	p.UndoHint = "It comes back with the next sign-in, which asks for it anew."
	return p, nil
}

// consentBack takes rights out of a grant of the sign-in client, or removes it
// where none is left.
type consentBack struct {
	client string // its name
	app    string // its client id
	grant  graph.DelegatedGrant
	take   []string
	ours   []string // what this run is known to have added, seen in the grant or not yet
}

func (o *consentBack) rest() string {
	return strings.Join(slices.DeleteFunc(strings.Fields(o.grant.Scope), func(s string) bool { return slices.Contains(o.take, s) }), " ")
}

func (o *consentBack) change() []setup.Change {
	whose, of := "for you", setup.GrantsOfOne
	if o.grant.ConsentType == setup.AllPrincipals {
		whose, of = "on behalf of your organization", "oauth2PermissionGrants"
	}
	return []setup.Change{{Object: fmt.Sprintf("Enterprise application %q", o.client), Property: of,
		Before: text.Count(len(strings.Fields(o.grant.Scope)), "right") + " " + whose,
		After:  text.Count(len(strings.Fields(o.rest())), "right"), Removed: o.take, Kept: strings.Fields(o.rest())}}
}

func (o *consentBack) request() Request {
	path := "/v1.0/oauth2PermissionGrants/" + o.grant.ID
	if o.rest() == "" {
		return Request{Method: "DELETE", Path: path}
	}
	return Request{Method: "PATCH", Path: path, Body: pretty(map[string]string{"scope": o.rest()})}
}

func (o *consentBack) run(ctx context.Context, r *Runner, note func(Note)) (setup.Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return setup.Receipt{}, err
	}
	note(Note{Text: "Taking back what the sign-in left"})
	_, err = again(ctx, r, func(int) (struct{}, error) {
		err := o.stillRight(ctx, client)
		if err == nil {
			err = o.send(ctx, client)
		}
		if err != nil && !retryable(err) {
			err = lastWord(err)
		}
		return struct{}{}, err
	})
	if err = unfinal(err); err != nil {
		return setup.Receipt{}, err
	}
	if err := r.untilConsentGone(ctx, client, o, note); err != nil {
		return setup.Receipt{}, err
	}
	r.forgetConsent()
	rec := setup.Receipt{Summary: "Took back what the sign-in with " + o.client + " left", Object: setup.ObjectScopes, ObjectID: o.grant.ID,
		Before: o.grant.Scope, After: o.rest()}
	return rec, r.update(func(p *setup.Profile) { p.Consent = nil })
}

// stillRight looks once more, because a person may have thought about the plan for
// long: a change replaces the whole list, and what somebody else agreed to or took away
// meanwhile stays as they left it. A grant that is not shown is settled by the request.
func (o *consentBack) stillRight(ctx context.Context, c *graph.Client) error {
	list, err := lookOnce[[]graph.DelegatedGrant](ctx, c, graph.DelegatedGrantsQuery(o.app))
	if errIsGone(err) {
		return nil
	}
	theirs := func(scope string) string { return strings.Join(without(strings.Fields(scope), o.ours), " ") }
	for _, g := range list {
		if g.ID == o.grant.ID && !setup.SameWords(theirs(g.Scope), theirs(o.grant.Scope)) {
			return ErrStalePlan
		}
	}
	return err
}

// send makes the one request; it is safe to repeat.
func (o *consentBack) send(ctx context.Context, c *graph.Client) error {
	if rest := o.rest(); rest != "" {
		return c.UpdateScopes(ctx, o.grant.ID, rest)
	}
	if err := c.RemoveScopes(ctx, o.grant.ID); !errIsGone(err) { // gone: an earlier try did it, and its answer was lost
		return err
	}
	return nil
}

// untilConsentGone reads the grants back until none shows what was taken.
func (r *Runner) untilConsentGone(ctx context.Context, c *graph.Client, o *consentBack, note func(Note)) error {
	waited := patience{at: r.Now()}
	pause := lookEvery
	for try := 1; ; try++ {
		list, err := lookOnce[[]graph.DelegatedGrant](ctx, c, graph.DelegatedGrantsQuery(o.app))
		switch {
		case errIsGone(err):
			return nil
		case err != nil:
			return err
		case !slices.ContainsFunc(list, func(g graph.DelegatedGrant) bool { return g.ID == o.grant.ID && len(common(g.Scope, o.take)) > 0 }):
			return nil
		case waited.upTo(r.Now()) > r.Patience():
			return &NotVisibleError{Plan: "Take back what the sign-in left", Waited: waited.spent}
		}
		note(Note{Text: "Written. Entra is still copying it to all its servers" + r.longWait(waited.spent), Waiting: true, Usual: 30 * time.Second, Try: try})
		if err := r.Sleep(ctx, pause); err != nil {
			return err
		}
		pause = min(pause*3/2, lookAtMost)
	}
}
