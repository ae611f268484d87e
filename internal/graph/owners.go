package graph

import "context"

// AddOwner makes a person an owner of a registration, by the object ids of both.
// Whoever owns it already may, and Cloud Application Administrators or higher.
// Errors: ErrAlreadyExists (the person is one already), ErrNotReplicated (waited for
// in vain), ErrDenied, ErrUncertain (safe to repeat). Source: Microsoft Graph docs,
// application-post-owners.
func (c *Client) AddOwner(ctx context.Context, objectID, personID string) error {
	r := call{op: "add an owner to the registration", method: "POST",
		path: byID("applications", objectID) + "/owners/$ref", idempotency: write,
		body: struct {
			ID string `json:"@odata.id"`
		}{c.root.String() + "/v1.0/" + reference(personID)}}
	why := firstOf(badID("the object id", objectID), badID("the person's id", personID))
	return c.untilReplicated(ctx, r.op, func() error { return c.do(ctx, r, why) })
}

// reference is how a body names a person, under the service's root.
func reference(personID string) string { return "directoryObjects/" + personID }
