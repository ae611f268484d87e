package graph

import (
	"context"
	"encoding/json"
)

// NewAppPolicy is a policy that is to be assigned to one registration. It says
// nothing but the rules in it: what it does not name stays as the tenant's own
// policy has it. Source: Microsoft Entra docs, "Configure restrictions on how
// applications can be configured", part "Grant an exception to an application".
type NewAppPolicy struct {
	DisplayName string `json:"displayName"`
	Description string `json:"description"`
	IsEnabled   bool   `json:"isEnabled"`
	Rules       Rules  `json:"restrictions"`
}

// Rules are what NewAppPolicy says about client secrets.
type Rules struct {
	Passwords []Rule `json:"passwordCredentials"`
}

// Rule is one of them; MaxLifetime stands with PasswordLifetime only.
type Rule struct {
	Type        string `json:"restrictionType"`
	State       string `json:"state"`
	MaxLifetime string `json:"maxLifetime,omitempty"`
}

// AppPoliciesQuery lists all policies that can be assigned to registrations:
// []AppManagementPolicy. It needs the Global Reader role or a higher one.
func AppPoliciesQuery() Query {
	return Query{op: "read the policies on single registrations", many: true,
		path: "/policies/appManagementPolicies"}
}

// PolicyTargetsQuery lists what a policy is assigned to: []PolicyTarget. Source:
// Microsoft Graph docs, appmanagementpolicy-list-appliesto.
func PolicyTargetsQuery(policyID string) Query {
	q := Query{op: "read what the policy applies to", many: true, path: withOptions(
		byID("policies/appManagementPolicies", policyID)+"/appliesTo", selectFields("id"))}
	return q.require("the policy's id", policyID)
}

// PolicyTarget is a registration or a service principal that a policy applies to.
type PolicyTarget struct {
	ID string `json:"id" text:"required"`
}

// CreateAppPolicy makes a policy that applies to nothing yet. The service makes a
// second one when it is asked twice: after ErrUncertain look for its name first.
// It needs the scope Policy.ReadWrite.ApplicationConfiguration, and the Global
// Administrator role, or Security Administrator with (Cloud) Application
// Administrator. Errors: ErrDenied, ErrUncertain. Source: Microsoft Graph docs,
// appmanagementpolicy-post; of the roles, the Entra page above.
func (c *Client) CreateAppPolicy(ctx context.Context, p NewAppPolicy) (AppManagementPolicy, error) {
	r := call{op: "make the policy", method: "POST", path: "/policies/appManagementPolicies", body: p,
		idempotency: write}
	return fetch[AppManagementPolicy](ctx, c, r, "")
}

// AssignAppPolicy lets a policy apply to a registration, by their object ids. A
// registration has one policy at most: ErrAlreadyExists says that it has one, and
// nothing was changed. Errors: ErrDenied, ErrNotReplicated (wait and try again),
// ErrUncertain (look at AppPolicyQuery). Source: Microsoft Graph docs,
// appmanagementpolicy-post-appliesto.
func (c *Client) AssignAppPolicy(ctx context.Context, objectID, policyID string) error {
	r := call{op: "assign the policy to the registration", method: "POST",
		path:        byID("applications", objectID) + "/appManagementPolicies/$ref",
		idempotency: write, body: struct {
			ID string `json:"@odata.id"`
		}{c.root.String() + "/v1.0" + byID("policies/appManagementPolicies", policyID)}}
	return c.do(ctx, r, firstOf(badID("the object id", objectID), badID("the policy's id", policyID)))
}

// UnassignAppPolicy ends that a policy applies to a registration. Errors:
// ErrNotFound (it does not apply), ErrDenied, ErrUncertain. Source: Microsoft Graph
// docs, appmanagementpolicy-delete-appliesto.
func (c *Client) UnassignAppPolicy(ctx context.Context, objectID, policyID string) error {
	r := call{op: "end the policy's assignment", method: "DELETE", idempotency: write,
		path: byID("applications", objectID) + byID("appManagementPolicies", policyID) + "/$ref"}
	return c.do(ctx, r, firstOf(badID("the object id", objectID), badID("the policy's id", policyID)))
}

// UpdateAppPolicy replaces all rules of a policy, given as JSON. Errors: ErrNotFound,
// ErrDenied, ErrUncertain (writing the same again is harmless). Source: Microsoft
// Graph docs, appmanagementpolicy-update.
func (c *Client) UpdateAppPolicy(ctx context.Context, policyID string, rules json.RawMessage) error {
	r := call{op: "change the policy's rules", method: "PATCH",
		path: byID("policies/appManagementPolicies", policyID), idempotency: write, body: struct {
			Rules json.RawMessage `json:"restrictions"`
		}{rules}}
	return c.do(ctx, r, badID("the policy's id", policyID))
}

// DeleteAppPolicy deletes a policy for good. Errors: ErrNotFound (it is gone),
// ErrDenied, ErrUncertain. Source: Microsoft Graph docs, appmanagementpolicy-delete.
func (c *Client) DeleteAppPolicy(ctx context.Context, policyID string) error {
	r := call{op: "delete the policy", method: "DELETE",
		path: byID("policies/appManagementPolicies", policyID), idempotency: write}
	return c.do(ctx, r, badID("the policy's id", policyID))
}
