package undo

import (
	"context"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/observe"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

func init() {
	isKind(setup.ObjectRoleGrant, kindRoleGrant)
	isKind(setup.ObjectScopes, kindScopes)
}

// kindRoleGrant is an application permission that was granted.
var kindRoleGrant = kind{
	label: "grant of an application permission", ownID: true,
	done: func(s setup.Snapshot, rec setup.Receipt) (setup.Receipt, bool) {
		g, ok := setup.Granted(s)
		return rec.MadeAs(g.ID, ""), ok
	},
	dated: func(s setup.Snapshot) *time.Time {
		g, _ := setup.Granted(s)
		return g.CreatedDateTime
	},
	behind: func(s setup.Snapshot, rec setup.Receipt, made bool) doubt {
		if s.Grants.Known && s.App.Value != nil && setup.HasGrant(s, rec.ObjectID) != made {
			return doubtGrants
		}
		return doubtNone
	},
	may: func(s setup.Snapshot, _ setup.Profile, rec setup.Receipt) standing {
		switch g, ok := setup.Granted(s); {
		case !s.Graph.Known:
			return couldNotLook(s.Graph.Why)
		case !s.Grants.Known:
			return couldNotLook(s.Grants.Why)
		case !setup.HasGrant(s, rec.ObjectID):
			return goneWithPrincipal(s, "The grant")
		case !ok || g.ID != rec.ObjectID:
			return mayNot("That grant is not the one this wizard makes, so it stays.")
		}
		return may("The MTP portal can no longer read your users, and sign-in stops.")
	},
	changes: func(s setup.Snapshot, _ setup.Receipt) []setup.Change {
		return []setup.Change{{Object: change.AppWords(*s.App.Value), Property: "appRoleAssignments",
			Before: "User.Read.All granted", After: "not granted",
			Removed: []string{"Microsoft Graph: User.Read.All (application permission)"}}}
	},
	request: func(o WayBack) setup.Request {
		return setup.Request{Method: "DELETE",
			Path: "/v1.0/servicePrincipals/" + o.GraphSP + "/appRoleAssignedTo/" + o.Rec.ObjectID}
	},
	send: func(ctx context.Context, c *graph.Client, o WayBack) error {
		return c.RemoveAppRole(ctx, o.GraphSP, o.Rec.ObjectID)
	},
	there: func(ctx context.Context, c *graph.Client, o WayBack) (bool, error) {
		list, err := observe.LookOnce[[]graph.AppRoleAssignment](ctx, c, graph.GrantsQuery(o.App.AppID))
		return slices.ContainsFunc(list,
			func(g graph.AppRoleAssignment) bool { return g.ID == o.Rec.ObjectID }), err
	},
	seen: func(s setup.Snapshot, rec setup.Receipt) bool { return !setup.HasGrant(s, rec.ObjectID) },
}

// kindScopes is the grant of delegated permissions for everybody, made or added to.
// It is known by what it joins, and so is the next one.
var kindScopes = kind{
	label: "grant of delegated permissions",
	done: func(s setup.Snapshot, rec setup.Receipt) (setup.Receipt, bool) {
		g := setup.EverybodysGrant(s)
		return rec.MadeAs(g.ID, ""), g.ID != "" && setup.SameWords(g.Scope, scopesIn(rec.After))
	},
	behind: func(s setup.Snapshot, rec setup.Receipt, made bool) doubt {
		if s.Delegated.Known && s.App.Value != nil && behindScopes(s, rec, made) {
			return doubtScopes
		}
		return doubtNone
	},
	may: func(s setup.Snapshot, _ setup.Profile, rec setup.Receipt) standing {
		switch g, ok := delegated(s, rec.ObjectID); {
		case ok && setup.SameWords(g.Scope, scopesIn(rec.Before)):
			return asBefore()
		case ok && !setup.SameWords(g.Scope, scopesIn(rec.After)):
			return mayNot("Somebody has changed these permissions since: " + g.Scope + ".")
		case ok:
			return may("People will be asked for consent themselves.")
		case !s.Delegated.Known:
			return couldNotLook(s.Delegated.Why)
		}
		return goneWithPrincipal(s, "The grant")
	},
	once: scopesOnceTaken,
	changes: func(s setup.Snapshot, rec setup.Receipt) []setup.Change {
		now, was := scopesIn(rec.After), scopesIn(rec.Before)
		return []setup.Change{{Object: change.AppWords(*s.App.Value),
			Property: "oauth2PermissionGrants", Before: now, After: text.Or(was, "not granted"),
			Removed: change.Without(strings.Fields(now), strings.Fields(was))}}
	},
	request: func(o WayBack) setup.Request {
		path := "/v1.0/oauth2PermissionGrants/" + o.Rec.ObjectID
		if before := scopesIn(o.Rec.Before); before != "" {
			return setup.Request{Method: "PATCH", Path: path,
				Body: change.Pretty(map[string]string{"scope": before})}
		}
		return setup.Request{Method: "DELETE", Path: path}
	},
	send: func(ctx context.Context, c *graph.Client, o WayBack) error {
		if before := scopesIn(o.Rec.Before); before != "" {
			return c.UpdateScopes(ctx, o.Rec.ObjectID, before)
		}
		return c.RemoveScopes(ctx, o.Rec.ObjectID)
	},
	there: func(ctx context.Context, c *graph.Client, o WayBack) (bool, error) {
		list, err := observe.LookOnce[[]graph.DelegatedGrant](ctx, c, graph.DelegatedGrantsQuery(o.App.AppID))
		return slices.ContainsFunc(list,
			func(g graph.DelegatedGrant) bool { return g.ID == o.Rec.ObjectID }), err
	},
}

// scopesIn are the scopes in a receipt's value; "" where there are none.
func scopesIn(v any) string {
	s, _ := v.(string)
	return s
}

// behindScopes looks for a grant as it was before: without it, or with the scopes
// that it had.
func behindScopes(s setup.Snapshot, rec setup.Receipt, made bool) bool {
	before, after := scopesIn(rec.Before), scopesIn(rec.After)
	if !made {
		before, after = after, before
	}
	g, ok := delegated(s, rec.ObjectID)
	if !ok {
		return made // taken back whole, it is not there
	}
	return setup.SameWords(g.Scope, before) && !setup.SameWords(g.Scope, after)
}

func scopesOnceTaken(s setup.Snapshot, rec setup.Receipt) setup.Snapshot {
	var out []graph.DelegatedGrant
	for _, g := range s.Delegated.Value {
		if g.ID == rec.ObjectID {
			if g.Scope = scopesIn(rec.Before); g.Scope == "" {
				continue
			}
		}
		out = append(out, g)
	}
	return s.WithScopes(out)
}

// goneWithPrincipal is said of what is not there: it goes with the service principal,
// of which a server that is behind may show nothing.
func goneWithPrincipal(s setup.Snapshot, what string) standing {
	if why := principalUnseen(s); why != "" {
		return mayNot(why)
	}
	return isGone(what)
}

// principalUnseen says why nobody can tell what became of the service principal;
// "" where it is there, or lies in the recycle bin. One that is merely not found
// may be at a server that is behind.
func principalUnseen(s setup.Snapshot) string {
	switch {
	case !s.Principal.Known:
		return "Could not look: " + s.Principal.Why.Text
	case s.Principal.Value != nil || s.DeletedPrincipal.Value != nil:
		return ""
	case !s.DeletedPrincipal.Known:
		return "The service principal was not found, and the recycle bin could not be read: " +
			s.DeletedPrincipal.Why.Text
	}
	return "The service principal was not found, and the recycle bin does not hold it either. " +
		"Entra may be behind; read again in a few minutes."
}

// delegated finds a grant of delegated permissions by its id.
func delegated(s setup.Snapshot, id string) (graph.DelegatedGrant, bool) {
	for _, g := range s.Delegated.Value {
		if g.ID == id {
			return g, true
		}
	}
	return graph.DelegatedGrant{}, false
}
