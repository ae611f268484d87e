package graph

import (
	"context"
	"encoding/json"
	"time"
)

// AppManagementPolicy says what a tenant forbids registrations to do. A policy
// bites when something is added; what exists goes on working. Source: Microsoft
// Graph docs, tenantAppManagementPolicy and appManagementPolicy.
type AppManagementPolicy struct {
	ID                   string `wire:"required"`
	DisplayName          string
	IsEnabled            bool
	PasswordRestrictions []Restriction
	Audiences            *AudienceRestriction // from BetaDefaultPolicy only; nil: not told
}

// Restriction is one rule about client secrets. It holds where the policy is
// enabled, State is "enabled" and the registration is not older than
// CreatedAfter.
type Restriction struct {
	Type         string     // passwordAddition forbids new secrets, passwordLifetime caps them
	State        string     // "enabled" or "disabled"; old policies without one count as enabled
	MaxLifetime  string     // ISO 8601 duration, as "P180D"; "" unless Type caps
	CreatedAfter *time.Time // nil: for all registrations
	// ExcludesActors tells that some people are exempt. Who cannot be read with the
	// rights of this program, so that the rule only may hold.
	ExcludesActors bool
}

// AudienceRestriction tells whether multi-tenant registrations are forbidden.
type AudienceRestriction struct {
	MultiTenantState string     // "enabled" forbids them
	CreatedAfter     *time.Time // nil: for all registrations
}

type restrictionWire struct {
	Type         string     `json:"restrictionType"`
	State        string     `json:"state"`
	MaxLifetime  string     `json:"maxLifetime"`
	CreatedAfter *time.Time `json:"restrictForAppsCreatedAfterDateTime"`
	Exclude      loose      `json:"excludeActors"`
}

type restrictionsWire struct {
	Passwords []restrictionWire `json:"passwordCredentials"`
	Audiences *struct {
		Multi *struct {
			State        string     `json:"state"`
			CreatedAfter *time.Time `json:"restrictForAppsCreatedAfterDateTime"`
		} `json:"azureAdMultipleOrgs"`
	} `json:"audiences"`
}

// UnmarshalJSON reads both kinds of policy: the tenant's default one keeps the
// rules for registrations in applicationRestrictions, an assigned one in
// restrictions.
func (p *AppManagementPolicy) UnmarshalJSON(b []byte) error {
	var w struct {
		ID          string            `json:"id"`
		DisplayName string            `json:"displayName"`
		IsEnabled   bool              `json:"isEnabled"`
		Default     *restrictionsWire `json:"applicationRestrictions"`
		Assigned    *restrictionsWire `json:"restrictions"`
	}
	if err := json.Unmarshal(b, &w); err != nil {
		return err
	}
	*p = AppManagementPolicy{ID: w.ID, DisplayName: w.DisplayName, IsEnabled: w.IsEnabled}
	for _, half := range []*restrictionsWire{w.Default, w.Assigned} {
		if half == nil {
			continue
		}
		for _, r := range half.Passwords {
			state := r.State
			if state == "" {
				state = "enabled"
			}
			p.PasswordRestrictions = append(p.PasswordRestrictions, Restriction{Type: r.Type, State: state,
				MaxLifetime: r.MaxLifetime, CreatedAfter: r.CreatedAfter, ExcludesActors: len(r.Exclude.object()["customsecurityattributes"].list()) > 0})
		}
		if half.Audiences != nil && half.Audiences.Multi != nil {
			p.Audiences = &AudienceRestriction{half.Audiences.Multi.State, half.Audiences.Multi.CreatedAfter}
		}
	}
	return nil
}

// AuthorizationPolicy tells what people without a directory role may do.
type AuthorizationPolicy struct {
	AllowedToCreateApps *bool // nil: not told
}

// UnmarshalJSON takes the one property out of its group.
func (p *AuthorizationPolicy) UnmarshalJSON(b []byte) error {
	var w struct {
		Permissions struct {
			AllowedToCreateApps *bool `json:"allowedToCreateApps"`
		} `json:"defaultUserRolePermissions"`
	}
	err := json.Unmarshal(b, &w)
	p.AllowedToCreateApps = w.Permissions.AllowedToCreateApps
	return err
}

// DefaultPolicyQuery reads the policy for all registrations:
// AppManagementPolicy. It needs the Global Reader role or a higher one; ErrDenied
// means that the rules are not known, not that there are none.
func DefaultPolicyQuery() Query {
	return Query{op: "read the tenant's policy on registrations", path: "/policies/defaultAppManagementPolicy"}
}

// AppPolicyQuery lists the policies assigned to one registration, by its object
// id: []AppManagementPolicy.
func AppPolicyQuery(objectID string) Query {
	q := Query{op: "read the registration's own policy", many: true, path: byID("applications", objectID) + "/appManagementPolicies"}
	return q.need("the object id", objectID)
}

// AuthorizationPolicyQuery reads AuthorizationPolicy.
func AuthorizationPolicyQuery() Query {
	return Query{op: "read who may register applications",
		path: with("/policies/authorizationPolicy", sel("defaultUserRolePermissions"))}
}

// BetaDefaultPolicy reads the default policy from the beta endpoint, the only one
// that tells Audiences. Beta may change; treat any error as "not known".
func (c *Client) BetaDefaultPolicy(ctx context.Context) (AppManagementPolicy, error) {
	r := call{op: "read the tenant's policy on multi-tenant registrations", method: "GET",
		path: "/policies/defaultAppManagementPolicy", beta: true}
	return fetch[AppManagementPolicy](ctx, c, r, "")
}
