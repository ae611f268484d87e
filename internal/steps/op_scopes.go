package steps

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// scopesOp is the write that spares people the question, if it is needed.
func scopesOp(s setup.Snapshot, p setup.Profile) (operation, bool) {
	o := &grantScopes{resource: s.Graph.Value.ID, app: text.Or(p.App.Name, p.Wanted.Name)}
	switch {
	case s.App.Value == nil: // planned as one: the new registration declares User.Read
		o.add = []string{"User.Read"}
		return o, true
	case !s.Delegated.Known:
		return nil, false
	}
	o.had, o.add = setup.EverybodysGrant(s), judge.UnaskedScopes(s, s.App.Value)
	return o, len(o.add) > 0
}

// grantScopes lets people sign in without being asked one by one.
type grantScopes struct {
	resource, app string
	had           graph.DelegatedGrant
	add           []string
}

// full is the whole list, because a change replaces what was there.
func (o *grantScopes) full() string {
	list := strings.Fields(o.had.Scope)
	for _, a := range o.add {
		if !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	return strings.Join(list, " ")
}

func (o *grantScopes) change() []setup.Change {
	c := setup.Change{Object: fmt.Sprintf("Service principal %q", o.app), Property: "oauth2PermissionGrants", Before: text.Or(o.had.Scope, "each person is asked"), After: o.full() + ", for everybody",
		Added: []string{"Microsoft Graph: " + strings.Join(o.add, ", ") + " – sign in and read one's own profile, without a question to each person"}}
	if o.had.Scope != "" {
		c.Kept = strings.Fields(o.had.Scope)
	}
	return []setup.Change{c}
}

func (o *grantScopes) request() Request {
	if o.had.ID != "" {
		return Request{Method: "PATCH", Path: "/v1.0/oauth2PermissionGrants/" + o.had.ID, Body: pretty(map[string]string{"scope": o.full()})}
	}
	return Request{Method: "POST", Path: "/v1.0/oauth2PermissionGrants",
		Body: pretty(map[string]string{"clientId": "(the service principal's id)", "consentType": setup.AllPrincipals, "resourceId": o.resource, "scope": o.full()})}
}

func (o *grantScopes) run(ctx context.Context, r *Runner, note func(Note)) (setup.Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return setup.Receipt{}, err
	}
	principal, err := r.principal()
	if err != nil {
		return setup.Receipt{}, err
	}
	note(Note{Text: "Granting " + strings.Join(o.add, ", ") + " for everybody", Usual: 30 * time.Second})
	rec := o.begun()
	var lost error
	if o.had.ID == "" {
		g, err := client.GrantScopes(ctx, principal, o.resource, o.full())
		if err == nil {
			return rec.MadeAs(g.ID, ""), nil
		}
		if !errors.Is(err, graph.ErrAlreadyExists) && !errors.Is(err, graph.ErrUncertain) {
			return setup.Receipt{}, err
		}
		lost = err
	}
	g, err := r.mergeScopes(ctx, client, o, r.Profile().App.AppID, principal)
	switch {
	case err != nil:
		return setup.Receipt{}, unsettled(lost, err)
	case lost == nil && r.stoppedHere() && setup.SameWords(g.Scope, o.full()),
		lost != nil && !r.foundThere(lost) && setup.SameWords(g.Scope, o.full()):
		return rec.MadeAs(g.ID, ""), nil
	case o.heldBy(g):
		return setup.Receipt{Summary: strings.Join(o.add, ", ") + " was granted for everybody already"}, nil
	}
	rec.Before, rec.After = g.Scope, (&grantScopes{had: g, add: o.add}).full() // somebody's grant, to which this was added
	rec.Inverse = "PATCH /v1.0/oauth2PermissionGrants/"
	return rec.MadeAs(g.ID, ""), nil
}

// heldBy tells whether a grant holds all that is to be added.
func (o *grantScopes) heldBy(g graph.DelegatedGrant) bool {
	return setup.SameWords((&grantScopes{had: g, add: o.add}).full(), g.Scope)
}

func (o *grantScopes) begun() setup.Receipt {
	verb := "PATCH"
	if o.had.ID == "" {
		verb = "DELETE"
	}
	return setup.Receipt{Object: setup.ObjectScopes, Before: o.had.Scope, After: o.full(), Summary: "Granted " + strings.Join(o.add, ", ") + " for everybody", Inverse: verb + " /v1.0/oauth2PermissionGrants/"}
}

// mergeScopes reads the grant that is there now and adds what it lacks. It
// serves after a lost answer too: what arrived is found, what did not is sent
// again, and Entra keeps one such grant at most. It returns the grant as it was
// read first: a later look may show what was just added.
func (r *Runner) mergeScopes(ctx context.Context, c *graph.Client, o *grantScopes, appID, principal string) (graph.DelegatedGrant, error) {
	q := graph.DelegatedGrantsQuery(appID)
	var first graph.DelegatedGrant
	return again(ctx, r, func(try int) (graph.DelegatedGrant, error) {
		a, err := c.Batch(ctx, q)
		if err != nil {
			return graph.DelegatedGrant{}, err
		}
		list, err := graph.Decode[[]graph.DelegatedGrant](a, q)
		if err != nil {
			return graph.DelegatedGrant{}, err
		}
		for _, g := range list {
			if g.ConsentType != setup.AllPrincipals || g.ResourceID != o.resource {
				continue
			}
			if first.ID != g.ID {
				first = g
			}
			if o.heldBy(g) {
				return first, nil
			}
			return first, c.UpdateScopes(ctx, g.ID, (&grantScopes{had: g, add: o.add}).full())
		}
		if try > 1 {
			return c.GrantScopes(ctx, principal, o.resource, o.full())
		}
		return graph.DelegatedGrant{}, graph.ErrUncertain
	})
}

// seen waits for a registration that could not be read this time: what it
// declares is half of the answer.
func (o *grantScopes) seen(s setup.Snapshot) bool {
	return !s.Delegated.Known || s.App.Value != nil && len(judge.UnaskedScopes(s, s.App.Value)) == 0
}
