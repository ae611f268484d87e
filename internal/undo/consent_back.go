package undo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/observe"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// ScopesForConsent are the rights that taking consent back needs. A sign-in for
// them leaves one more, which goes with the rest.
func ScopesForConsent() []string { return []string{change.ScopeGrants} }

// ConsentBack takes rights out of a grant of the sign-in client, or removes it
// where none is left.
type ConsentBack struct {
	Client string // its name
	App    string // its client id
	Grant  graph.DelegatedGrant
	Take   []string
	Ours   []string // what this run is known to have added, seen in the grant or not yet
}

func (o *ConsentBack) rest() string {
	return strings.Join(slices.DeleteFunc(strings.Fields(o.Grant.Scope),
		func(s string) bool { return slices.Contains(o.Take, s) }), " ")
}

// Change is what is shown of it.
func (o *ConsentBack) Change() []setup.Change {
	whose, of := "for you", setup.GrantsOfOne
	if o.Grant.ConsentType == setup.AllPrincipals {
		whose, of = "on behalf of your organization", "oauth2PermissionGrants"
	}
	return []setup.Change{{Object: fmt.Sprintf("Enterprise application %q", o.Client), Property: of,
		Before: text.Count(len(strings.Fields(o.Grant.Scope)), "right") + " " + whose,
		After:  text.Count(len(strings.Fields(o.rest())), "right"), Removed: o.Take,
		Kept: strings.Fields(o.rest())}}
}

// Request is what is sent.
func (o *ConsentBack) Request() setup.Request {
	path := "/v1.0/oauth2PermissionGrants/" + o.Grant.ID
	if o.rest() == "" {
		return setup.Request{Method: "DELETE", Path: path}
	}
	return setup.Request{Method: "PATCH", Path: path,
		Body: change.Pretty(map[string]string{"scope": o.rest()})}
}

// Run writes it.
func (o *ConsentBack) Run(ctx context.Context, r change.Env, client *graph.Client,
	note func(change.Note)) (setup.Receipt, error) {
	note(change.Note{Text: "Taking back what the sign-in left"})
	_, err := change.Again(ctx, r, func(int) (struct{}, error) {
		err := o.stillRight(ctx, client)
		if err == nil {
			err = o.send(ctx, client)
		}
		if err != nil && !change.Retryable(err) {
			err = change.LastWord(err)
		}
		return struct{}{}, err
	})
	if err = change.Unfinal(err); err != nil {
		return setup.Receipt{}, err
	}
	if err := untilConsentGone(ctx, r, client, o, note); err != nil {
		return setup.Receipt{}, err
	}
	r.ForgetConsent()
	rec := setup.Receipt{Summary: "Took back what the sign-in with " + o.Client + " left",
		Object: setup.ObjectScopes, ObjectID: o.Grant.ID, Before: o.Grant.Scope, After: o.rest()}
	return rec, r.Update(func(p *setup.Profile) { p.Consent = nil })
}

// Seen is settled by Run, which waits until the rights are gone.
func (o *ConsentBack) Seen(setup.Snapshot) bool { return true }

// stillRight looks once more, because a person may have thought about the plan for
// long: a change replaces the whole list, and what somebody else agreed to or took away
// meanwhile stays as they left it. A grant that is not shown is settled by the request.
func (o *ConsentBack) stillRight(ctx context.Context, c *graph.Client) error {
	list, err := observe.LookOnce[[]graph.DelegatedGrant](ctx, c, graph.DelegatedGrantsQuery(o.App))
	if change.ErrIsGone(err) {
		return nil
	}
	theirs := func(scope string) string {
		return strings.Join(change.Without(strings.Fields(scope), o.Ours), " ")
	}
	for _, g := range list {
		if g.ID == o.Grant.ID && !setup.SameWords(theirs(g.Scope), theirs(o.Grant.Scope)) {
			return advice.ErrStalePlan
		}
	}
	return err
}

// send makes the one request; it is safe to repeat.
func (o *ConsentBack) send(ctx context.Context, c *graph.Client) error {
	if rest := o.rest(); rest != "" {
		return c.UpdateScopes(ctx, o.Grant.ID, rest)
	}
	// Gone: an earlier try did it, and its answer was lost.
	if err := c.RemoveScopes(ctx, o.Grant.ID); !change.ErrIsGone(err) {
		return err
	}
	return nil
}

// shows tells whether a grant still holds what is taken.
func (o *ConsentBack) shows(g graph.DelegatedGrant) bool {
	return g.ID == o.Grant.ID && len(Common(g.Scope, o.Take)) > 0
}

// untilConsentGone reads the grants back until none shows what was taken.
func untilConsentGone(ctx context.Context, r change.Env, c *graph.Client, o *ConsentBack,
	note func(change.Note)) error {
	waited := setup.Patience{At: r.Now()}
	pause := setup.LookEvery
	for try := 1; ; try++ {
		list, err := observe.LookOnce[[]graph.DelegatedGrant](ctx, c, graph.DelegatedGrantsQuery(o.App))
		switch {
		case change.ErrIsGone(err):
			return nil
		case err != nil:
			return err
		case !slices.ContainsFunc(list, o.shows):
			return nil
		case waited.UpTo(r.Now()) > r.Patience():
			return &advice.NotVisibleError{Plan: "Take back what the sign-in left", Waited: waited.Spent}
		}
		note(change.Note{
			Text: "Written. Entra is still copying it to all its servers" +
				change.LongWait(r, waited.Spent),
			Waiting: true, Usual: 30 * time.Second, Try: try})
		if err := r.Sleep(ctx, pause); err != nil {
			return err
		}
		pause = min(pause*3/2, setup.LookAtMost)
	}
}

// Common are the words of a grant that are among the lists.
func Common(scope string, lists ...[]string) []string {
	return slices.DeleteFunc(strings.Fields(scope), func(s string) bool {
		return !slices.ContainsFunc(lists, func(l []string) bool { return slices.Contains(l, s) })
	})
}
