package graph

import (
	"context"
	"encoding/json"
	"time"
)

// ServicePrincipal is a registration's presence in a tenant, which the portal
// calls an enterprise application. ID is its object id. Source: Microsoft Graph
// docs, servicePrincipal.
type ServicePrincipal struct {
	ID                        string            `json:"id" text:"required"`
	AppID                     string            `json:"appId"`
	DisplayName               string            `json:"displayName"`
	AccountEnabled            bool              `json:"accountEnabled"`
	AppRoleAssignmentRequired bool              `json:"appRoleAssignmentRequired"`
	IsDisabled                *bool             `json:"isDisabled"`      // nil: not told
	CreatedDateTime           *time.Time        `json:"createdDateTime"` // in this tenant; nil: not told
	Tags                      []string          `json:"tags"`
	ReplyURLs                 []string          `json:"replyUrls" text:"raw"` // clean before printing
	AppRoles                  []AppRole         `json:"appRoles"`
	Scopes                    []PermissionScope `json:"oauth2PermissionScopes"`
}

// AppRole is an application permission that an API offers.
type AppRole struct {
	ID                 string   `json:"id"`
	Value              string   `json:"value"`
	DisplayName        string   `json:"displayName"`
	AllowedMemberTypes []string `json:"allowedMemberTypes"`
	IsEnabled          bool     `json:"isEnabled"`
}

// PermissionScope is a delegated permission that an API offers.
type PermissionScope struct {
	ID        string `json:"id"`
	Value     string `json:"value"`
	IsEnabled bool   `json:"isEnabled"`
}

// UnmarshalJSON takes accountEnabled as true where the service leaves it out,
// which is the directory's own default.
func (s *ServicePrincipal) UnmarshalJSON(b []byte) error {
	type plain ServicePrincipal
	p := plain{AccountEnabled: true}
	if err := json.Unmarshal(b, &p); err != nil {
		return err
	}
	*s = ServicePrincipal(p)
	return nil
}

// ServicePrincipalQuery reads the service principal of a client id in this
// tenant: ServicePrincipal without its roles and scopes, or ErrNotFound.
func ServicePrincipalQuery(appID string) Query {
	q := Query{op: "read the enterprise application",
		path: withOptions(byKey("servicePrincipals", "appId", appID), selectFields(
			"id,appId,displayName,accountEnabled,appRoleAssignmentRequired,isDisabled,tags,replyUrls"))}
	return q.require("the client id", appID)
}

// BetaWholePrincipalQuery reads the service principal of a client id with all its
// properties, at the beta version: that of an application people sign in with, to
// see since when the tenant has it. createdDateTime is in no reference page, is
// left out by a $select, and comes with the whole object. Source: answers that
// administrators' scripts read. Any error means "not known".
func BetaWholePrincipalQuery(appID string) Query {
	q := Query{op: "read the app that people sign in with",
		path: byKey("servicePrincipals", "appId", appID), beta: true}
	return q.require("the client id", appID)
}

// MicrosoftGraphQuery reads Microsoft Graph's own service principal with
// the permissions it offers: ServicePrincipal with ID, AppRoles and Scopes only.
func MicrosoftGraphQuery() Query {
	return Query{op: "read the permissions of Microsoft Graph",
		path: withOptions(byKey("servicePrincipals", "appId", GraphAppID),
			selectFields("id,appRoles,oauth2PermissionScopes"))}
}

// CreateServicePrincipal makes the service principal of a registration in this
// tenant, which the portal does by itself and Graph does not. It waits, up to two
// minutes and announced, while the directory does not know the registration yet.
// Errors: ErrAlreadyExists (read it by client id), ErrNotReplicated (waited in
// vain, or a wrong client id), ErrDenied, ErrUncertain. Source: Microsoft Graph
// docs, serviceprincipal-post-serviceprincipals.
func (c *Client) CreateServicePrincipal(ctx context.Context, appID string,
	tags []string) (ServicePrincipal, error) {
	r := call{op: "create the enterprise application", method: "POST", path: "/servicePrincipals",
		idempotency: write,
		body: struct {
			AppID string   `json:"appId"`
			Tags  []string `json:"tags,omitempty"`
		}{appID, tags}}
	var sp ServicePrincipal
	err := c.untilReplicated(ctx, r.op, func() (err error) {
		sp, err = fetch[ServicePrincipal](ctx, c, r, badID("the client id", appID))
		return err
	})
	return sp, err
}

// ServicePrincipalPatch names what UpdateServicePrincipal changes; nil fields keep
// their value. AccountEnabled is "Enabled for users to sign-in?" and
// AppRoleAssignmentRequired "Assignment required?" in the portal.
type ServicePrincipalPatch struct {
	AccountEnabled            *bool `json:"accountEnabled,omitempty"`
	AppRoleAssignmentRequired *bool `json:"appRoleAssignmentRequired,omitempty"`
}

// UpdateServicePrincipal changes a service principal by its object id. Errors:
// ErrConflict (read and plan again), ErrNotReplicated right after it was made,
// ErrDenied, ErrUncertain (writing the same again is harmless). Source: Microsoft
// Graph docs, serviceprincipal-update.
func (c *Client) UpdateServicePrincipal(ctx context.Context, objectID string, p ServicePrincipalPatch) error {
	r := call{op: "change the enterprise application", method: "PATCH",
		path: byID("servicePrincipals", objectID), body: p, idempotency: write}
	if p == (ServicePrincipalPatch{}) {
		return refused(r.op, "the change is empty")
	}
	return c.do(ctx, r, badID("the object id", objectID))
}

// DeleteServicePrincipal removes a service principal and its grants. It can be
// restored for 30 days. Errors: ErrNotFound (it is gone), ErrDenied,
// ErrUncertain. Source: Microsoft Graph docs, serviceprincipal-delete.
func (c *Client) DeleteServicePrincipal(ctx context.Context, objectID string) error {
	r := call{op: "delete the enterprise application", method: "DELETE",
		path: byID("servicePrincipals", objectID), idempotency: write}
	return c.do(ctx, r, badID("the enterprise application's id", objectID))
}
