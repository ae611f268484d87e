package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// allPrincipals is the consentType of a grant for everybody in the tenant. Source:
// Microsoft Graph docs, oAuth2PermissionGrant.
const allPrincipals = "AllPrincipals"

// maxScope bounds the scopes of one grant, in characters. Source: Microsoft Graph
// docs, oAuth2PermissionGrant.
const maxScope = 3850

// DelegatedGrant is a set of delegated permissions granted to a client at one
// resource. ClientID and ResourceID are object ids of service principals, never
// client ids. ConsentType is "AllPrincipals", or "Principal" for the one person in
// PrincipalID. Scope is a list parted by blanks, in no order, kept whole because a
// change writes the whole list back. Source: Microsoft Graph docs,
// oAuth2PermissionGrant.
type DelegatedGrant struct {
	ID          string `json:"id" text:"required"`
	ClientID    string `json:"clientId" text:"required"`
	ConsentType string `json:"consentType" text:"required"`
	PrincipalID string `json:"principalId"` // "" when it is for everybody
	ResourceID  string `json:"resourceId" text:"required"`
	Scope       string `json:"scope" text:"block"` // other texts end after 500 characters
}

// DelegatedGrantsQuery lists the delegated permissions granted to a client id, for
// everybody and for single people: []DelegatedGrant, or ErrNotFound when it has no
// service principal here. It needs the scope DelegatedPermissionGrant.ReadWrite.All
// or Directory.Read.All. Source: Microsoft Graph docs,
// serviceprincipal-list-oauth2permissiongrants.
func DelegatedGrantsQuery(appID string) Query {
	q := Query{op: "read the granted delegated permissions", many: true,
		path: byKey("servicePrincipals", "appId", appID) + "/oauth2PermissionGrants"}
	return q.require("the client id", appID)
}

// GrantScopes grants delegated permissions of a resource, such as Microsoft Graph,
// to a client on behalf of everybody in the tenant; both are named by the object
// ids of their service principals, scope lists names parted by blanks. It needs the
// Cloud Application Administrator, Application Administrator, Privileged Role
// Administrator or Global Administrator role. It waits, see SetReplicationWait and
// announced, while the directory does not know the client yet. Errors:
// ErrAlreadyExists (there is such a grant, perhaps with other scopes: read it, then
// UpdateScopes), ErrDenied, ErrNotReplicated (waited in vain, or wrong ids; read
// before trying again), ErrUncertain. Source: Microsoft Graph docs,
// oauth2permissiongrant-post.
func (c *Client) GrantScopes(ctx context.Context,
	clientSPID, resourceSPID, scope string) (DelegatedGrant, error) {
	scope = oneLine(scope)
	// principalId is left out: the directory takes that for null, which is what a
	// grant for everybody has.
	r := call{op: "grant the delegated permissions", method: "POST", path: "/oauth2PermissionGrants",
		idempotency: write, body: struct {
			ClientID    string `json:"clientId"`
			ConsentType string `json:"consentType"`
			ResourceID  string `json:"resourceId"`
			Scope       string `json:"scope"`
		}{clientSPID, allPrincipals, resourceSPID, scope}}
	why := firstOf(badID("the enterprise application's id", clientSPID),
		badID("the resource's id", resourceSPID), badScope(scope))
	var got DelegatedGrant
	var phantom *Error
	err := c.untilReplicated(ctx, r.op, func() (err error) {
		got, err = fetch[DelegatedGrant](ctx, c, r, why)
		if e, ok := errors.AsType[*Error](err); ok && e.has("Directory_ObjectNotFound") {
			phantom = e
		}
		return err
	})
	// The directory is known to answer 404 Directory_ObjectNotFound to a grant that
	// it wrote all the same. A duplicate after that is our own, when it has our scopes.
	if phantom == nil || !errors.Is(err, ErrAlreadyExists) {
		return got, err
	}
	own, ok := c.ownScopes(ctx, r.op, phantom,
		DelegatedGrant{ClientID: clientSPID, ResourceID: resourceSPID, Scope: scope})
	if ok {
		return own, nil
	}
	if ctx.Err() != nil {
		return got, fmt.Errorf("%w (looking for it was ended: %w)", err, ctx.Err())
	}
	return got, err
}

// ownScopes looks for a grant that was written in spite of a refusal. Lists lag
// behind what is written, so it looks again, announced, while there is none at all.
func (c *Client) ownScopes(ctx context.Context, what string, phantom *Error,
	mine DelegatedGrant) (DelegatedGrant, bool) {
	q := Query{op: "read the granted delegated permissions", many: true,
		path: byID("servicePrincipals", mine.ClientID) + "/oauth2PermissionGrants"}
	for try := 1; ; try++ {
		a, err := c.Batch(ctx, q)
		if err != nil {
			return DelegatedGrant{}, false
		}
		grants, err := Decode[[]DelegatedGrant](a, q)
		if err != nil {
			return DelegatedGrant{}, false
		}
		for _, g := range grants {
			if g.ConsentType == allPrincipals && strings.EqualFold(g.ResourceID, mine.ResourceID) {
				return g, sameScopes(g.Scope, mine.Scope)
			}
		}
		if try == maxTries || c.wait(ctx, what, try, backoff(phantom, try), phantom) != nil {
			return DelegatedGrant{}, false
		}
	}
}

// UpdateScopes replaces the scopes of a grant by this list, which has to be the
// whole one: what is not in it is taken back. Errors: ErrNotFound (it is gone),
// ErrDenied, ErrUncertain (writing the same list again is harmless). Source:
// Microsoft Graph docs, oauth2permissiongrant-update.
func (c *Client) UpdateScopes(ctx context.Context, grantID, scope string) error {
	scope = oneLine(scope)
	r := call{op: "change the delegated permissions", method: "PATCH",
		path: byID("oauth2PermissionGrants", grantID), idempotency: write,
		body: struct {
			Scope string `json:"scope"`
		}{scope}}
	return c.do(ctx, r, firstOf(badID("the grant's id", grantID), badScope(scope)))
}

// RemoveScopes takes a grant back, with all its scopes. Errors: ErrNotFound (it is
// gone), ErrDenied, ErrUncertain. Source: Microsoft Graph docs,
// oauth2permissiongrant-delete.
func (c *Client) RemoveScopes(ctx context.Context, grantID string) error {
	r := call{op: "take the delegated permissions back", method: "DELETE",
		path: byID("oauth2PermissionGrants", grantID), idempotency: write}
	return c.do(ctx, r, badID("the grant's id", grantID))
}

// oneLine writes a list of scopes with one blank between each two.
func oneLine(scope string) string { return strings.Join(strings.Fields(scope), " ") }

// badScope tells why a list of scopes cannot be one. Source of the characters: RFC
// 6749, section 3.3.
func badScope(scope string) string {
	if scope == "" {
		return "the list of delegated permissions is empty"
	}
	if len(scope) > maxScope {
		return fmt.Sprintf("the list of delegated permissions is longer than %d characters", maxScope)
	}
	for _, r := range scope {
		if r < ' ' || r > '~' || r == '"' || r == '\\' {
			return "the list of delegated permissions has characters that no permission has"
		}
	}
	return ""
}

// sameScopes reports whether two lists grant the same, whatever the order and case.
func sameScopes(a, b string) bool {
	set := func(s string) []string {
		words := strings.Fields(strings.ToLower(s))
		slices.Sort(words)
		return slices.Compact(words)
	}
	return slices.Equal(set(a), set(b))
}
