package graph

import (
	"context"
	"errors"
	"strings"
	"time"
)

// AppRoleAssignment is one granted application permission. PrincipalID and
// ResourceID are object ids of service principals, never client ids. Source:
// Microsoft Graph docs, appRoleAssignment.
type AppRoleAssignment struct {
	ID                  string     `json:"id" text:"required"`
	AppRoleID           string     `json:"appRoleId" text:"required"`
	PrincipalID         string     `json:"principalId" text:"required"`
	ResourceID          string     `json:"resourceId" text:"required"`
	ResourceDisplayName string     `json:"resourceDisplayName"`
	CreatedDateTime     *time.Time `json:"createdDateTime"`
}

// GrantsQuery lists the application permissions granted to a client id:
// []AppRoleAssignment, or ErrNotFound when it has no service principal here.
func GrantsQuery(appID string) Query {
	q := Query{op: "read the granted permissions", many: true,
		path: byKey("servicePrincipals", "appId", appID) + "/appRoleAssignments"}
	return q.require("the client id", appID)
}

// GrantAppRole grants an application permission of a resource, such as Microsoft
// Graph, to a client; both are named by the object ids of their service
// principals. For permissions of Microsoft Graph it needs the Privileged Role
// Administrator or Global Administrator role. It waits, see SetReplicationWait and
// announced, while the directory does not know the client yet. Errors:
// ErrAlreadyExists (a success for most callers), ErrDenied, ErrNotReplicated
// (waited in vain, or wrong ids), ErrUncertain. Source: Microsoft Graph docs,
// serviceprincipal-post-approleassignedto.
func (c *Client) GrantAppRole(ctx context.Context, clientSPID, resourceSPID,
	roleID string) (AppRoleAssignment, error) {
	r := call{op: "grant the permission", method: "POST",
		path:        byID("servicePrincipals", resourceSPID) + "/appRoleAssignedTo",
		idempotency: write, body: struct {
			PrincipalID string `json:"principalId"`
			ResourceID  string `json:"resourceId"`
			AppRoleID   string `json:"appRoleId"`
		}{clientSPID, resourceSPID, roleID}}
	why := firstOf(badID("the enterprise application's id", clientSPID),
		badID("the resource's id", resourceSPID), badID("the permission's id", roleID))
	var got AppRoleAssignment
	phantom := false
	err := c.untilReplicated(ctx, r.op, func() (err error) {
		got, err = fetch[AppRoleAssignment](ctx, c, r, why)
		var e *Error
		phantom = phantom || errors.As(err, &e) && e.has("Directory_ObjectNotFound")
		return err
	})
	// The directory is known to answer 404 Directory_ObjectNotFound to a grant that
	// it wrote all the same. A duplicate after that is our own.
	if phantom && errors.Is(err, ErrAlreadyExists) {
		if own, ok := c.ownGrant(ctx, clientSPID, resourceSPID, roleID); ok {
			return own, nil
		}
	}
	return got, err
}

// ownGrant looks for one grant among those of a client.
func (c *Client) ownGrant(ctx context.Context, clientSPID, resourceSPID,
	roleID string) (AppRoleAssignment, bool) {
	q := Query{op: "read the granted permissions", many: true,
		path: byID("servicePrincipals", clientSPID) + "/appRoleAssignments"}
	a, err := c.Batch(ctx, q)
	if err != nil {
		return AppRoleAssignment{}, false
	}
	grants, err := Decode[[]AppRoleAssignment](a, q)
	if err != nil {
		return AppRoleAssignment{}, false
	}
	for _, g := range grants {
		if strings.EqualFold(g.ResourceID, resourceSPID) && strings.EqualFold(g.AppRoleID, roleID) {
			return g, true
		}
	}
	return AppRoleAssignment{}, false
}

// RemoveAppRole takes one grant back. Errors: ErrNotFound (it is gone), ErrDenied,
// ErrUncertain. Source: Microsoft Graph docs, serviceprincipal-delete-approleassignedto.
func (c *Client) RemoveAppRole(ctx context.Context, resourceSPID, assignmentID string) error {
	r := call{op: "take the permission back", method: "DELETE", idempotency: write,
		path: byID("servicePrincipals", resourceSPID) + byID("appRoleAssignedTo", assignmentID)}
	return c.do(ctx, r, firstOf(badID("the resource's id", resourceSPID),
		badID("the grant's id", assignmentID)))
}

// firstOf is the first reason that is one.
func firstOf(reasons ...string) string {
	for _, r := range reasons {
		if r != "" {
			return r
		}
	}
	return ""
}
