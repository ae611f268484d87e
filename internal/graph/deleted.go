package graph

import (
	"context"
	"errors"
)

// DeletedServicePrincipalsQuery lists the service principals deleted in the last
// 30 days, only that of one client id unless appID is "": []ServicePrincipal with
// ID, AppID and DisplayName only. Deleting a registration puts its service
// principal of the home tenant there as an entry of its own. Source: Microsoft
// Graph docs, directory-deleteditems-list.
func DeletedServicePrincipalsQuery(appID string) Query {
	return Query{op: "look for deleted enterprise applications", many: true, onlyApp: appID,
		path: withOptions("/directory/deletedItems/microsoft.graph.servicePrincipal",
			selectFields("id,appId,displayName"))}
}

// RestoreApplication brings a deleted registration back under its old ids, with
// everything it held, its secrets included. Its service principal does not come
// along: RestoreServicePrincipal. Roles: Cloud Application Administrator or
// Application Administrator. Errors: ErrNotFound (it is not in the recycle bin:
// restored already, or gone for good), ErrAlreadyExists (another object took its
// unique name), ErrDenied, ErrUncertain (look before it is tried again). Source:
// Microsoft Graph docs, directory-deleteditems-restore.
func (c *Client) RestoreApplication(ctx context.Context, objectID string) error {
	return c.do(ctx, restoring("restore the registration", objectID), badID("the object id", objectID))
}

// RestoreServicePrincipal brings a deleted service principal back under its old
// object id; what was granted to it may be gone. Its registration has to be there:
// it waits, announced, while the directory does not know the registration again
// yet. Errors: ErrNotFound (it is not in the recycle bin),
// ErrAlreadyExists (the registration has one again), ErrNotReplicated (waited in
// vain), ErrDenied, ErrUncertain. Source: Microsoft Graph docs,
// directory-deleteditems-restore.
func (c *Client) RestoreServicePrincipal(ctx context.Context, objectID string) error {
	r := restoring("restore the enterprise application", objectID)
	var gone error
	err := c.untilReplicated(ctx, r.op, func() error {
		err := c.do(ctx, r, badID("the object id", objectID))
		if errors.Is(err, ErrNotFound) {
			gone = err // the recycle bin does not lag: waiting would not bring it back
			return nil
		}
		return err
	})
	if gone != nil {
		return gone
	}
	return err
}

// restoring sends an empty object: the page asks for a JSON content type, and the
// parameters that the action has by now are optional.
func restoring(op, objectID string) call {
	return call{op: op, method: "POST", path: byID("directory/deletedItems", objectID) + "/restore",
		body: struct{}{}, idempotency: write}
}
