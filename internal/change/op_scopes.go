package change

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/observe"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

func init() { writes(judge.ConsentPhase, 20, grantingScopes) }

// grantingScopes spares people the question, where that is needed.
func grantingScopes(s setup.Snapshot, p setup.Profile, _ Options) []Operation {
	o := &GrantScopes{Resource: s.Graph.Value.ID, app: text.Or(p.App.Name, p.Wanted.Name)}
	switch {
	case s.App.Value == nil: // planned as one: the new registration declares User.Read
		o.Add = []string{"User.Read"}
		return []Operation{o}
	case !s.Delegated.Known:
		return nil
	}
	o.Had, o.Add = setup.EverybodysGrant(s), judge.UnaskedScopes(s, s.App.Value)
	if len(o.Add) == 0 {
		return nil
	}
	return []Operation{o}
}

// GrantScopes lets people sign in without being asked one by one.
type GrantScopes struct {
	Resource, app string
	Had           graph.DelegatedGrant
	Add           []string
}

// full is the whole list, because a change replaces what was there.
func (o *GrantScopes) full() string {
	list := strings.Fields(o.Had.Scope)
	for _, a := range o.Add {
		if !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	return strings.Join(list, " ")
}

// Change is what is shown of it.
func (o *GrantScopes) Change() []setup.Change {
	c := setup.Change{Object: fmt.Sprintf("Service principal %q", o.app),
		Property: "oauth2PermissionGrants", Before: text.Or(o.Had.Scope, "each person is asked"),
		After: o.full() + ", for everybody",
		Added: []string{"Microsoft Graph: " + strings.Join(o.Add, ", ") +
			" – sign in and read one's own profile, without a question to each person"}}
	if o.Had.Scope != "" {
		c.Kept = strings.Fields(o.Had.Scope)
	}
	return []setup.Change{c}
}

// Request is what is sent.
func (o *GrantScopes) Request() setup.Request {
	if o.Had.ID != "" {
		return setup.Request{Method: "PATCH", Path: "/v1.0/oauth2PermissionGrants/" + o.Had.ID,
			Body: Pretty(map[string]string{"scope": o.full()})}
	}
	return setup.Request{Method: "POST", Path: "/v1.0/oauth2PermissionGrants",
		Body: Pretty(map[string]string{"clientId": "(the service principal's id)",
			"consentType": setup.AllPrincipals, "resourceId": o.Resource, "scope": o.full()})}
}

// Run writes it.
func (o *GrantScopes) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	principal, err := r.Principal()
	if err != nil {
		return setup.Receipt{}, err
	}
	note(Note{Text: "Granting " + strings.Join(o.Add, ", ") + " for everybody", Usual: 30 * time.Second})
	rec := o.Begun()
	var lost error
	if o.Had.ID == "" {
		g, err := client.GrantScopes(ctx, principal, o.Resource, o.full())
		if err == nil {
			return rec.MadeAs(g.ID, ""), nil
		}
		if !errors.Is(err, graph.ErrAlreadyExists) && !errors.Is(err, graph.ErrUncertain) {
			return setup.Receipt{}, err
		}
		lost = err
	}
	g, err := mergeScopes(ctx, r, client, o, r.Profile().App.AppID, principal)
	switch {
	case err != nil:
		return setup.Receipt{}, unsettled(lost, err)
	case lost == nil && r.StoppedHere() && setup.SameWords(g.Scope, o.full()),
		lost != nil && !foundThere(r, lost) && setup.SameWords(g.Scope, o.full()):
		return rec.MadeAs(g.ID, ""), nil
	case o.heldBy(g):
		return setup.Receipt{Summary: strings.Join(o.Add, ", ") + " was granted for everybody already"}, nil
	}
	// somebody's grant, to which this was added
	rec.Before, rec.After = g.Scope, (&GrantScopes{Had: g, Add: o.Add}).full()
	rec.Inverse = "PATCH /v1.0/oauth2PermissionGrants/"
	return rec.MadeAs(g.ID, ""), nil
}

// heldBy tells whether a grant holds all that is to be added.
func (o *GrantScopes) heldBy(g graph.DelegatedGrant) bool {
	return setup.SameWords((&GrantScopes{Had: g, Add: o.Add}).full(), g.Scope)
}

// Begun is its receipt, as far as it is known before it is sent.
func (o *GrantScopes) Begun() setup.Receipt {
	verb := "PATCH"
	if o.Had.ID == "" {
		verb = "DELETE"
	}
	return setup.Receipt{Object: setup.ObjectScopes, Before: o.Had.Scope, After: o.full(),
		Summary: "Granted " + strings.Join(o.Add, ", ") + " for everybody",
		Inverse: verb + " /v1.0/oauth2PermissionGrants/"}
}

// mergeScopes reads the grant that is there now and adds what it lacks. It
// serves after a lost answer too: what arrived is found, what did not is sent
// again, and Entra keeps one such grant at most. It returns the grant as it was
// read first: a later look may show what was just added.
func mergeScopes(ctx context.Context, r Env, c *graph.Client, o *GrantScopes, appID,
	principal string) (graph.DelegatedGrant, error) {
	q := graph.DelegatedGrantsQuery(appID)
	var first graph.DelegatedGrant
	return Again(ctx, r, func(try int) (graph.DelegatedGrant, error) {
		list, err := observe.LookOnce[[]graph.DelegatedGrant](ctx, c, q)
		if err != nil {
			return graph.DelegatedGrant{}, err
		}
		for _, g := range list {
			if g.ConsentType != setup.AllPrincipals || g.ResourceID != o.Resource {
				continue
			}
			if first.ID != g.ID {
				first = g
			}
			if o.heldBy(g) {
				return first, nil
			}
			return first, c.UpdateScopes(ctx, g.ID, (&GrantScopes{Had: g, Add: o.Add}).full())
		}
		if try > 1 {
			return c.GrantScopes(ctx, principal, o.Resource, o.full())
		}
		return graph.DelegatedGrant{}, graph.ErrUncertain
	})
}

// Seen waits for a registration that could not be read this time: what it
// declares is half of the answer.
func (o *GrantScopes) Seen(s setup.Snapshot) bool {
	return !s.Delegated.Known || s.App.Value != nil && len(judge.UnaskedScopes(s, s.App.Value)) == 0
}
