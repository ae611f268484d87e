package graph

import (
	"encoding/json"
	"time"

	"ssowizard/internal/wire"
)

// AppManagementPolicy says what a tenant forbids registrations to do. A policy
// bites when something is added; what exists goes on working. Source: Microsoft
// Graph docs, tenantAppManagementPolicy and appManagementPolicy.
type AppManagementPolicy struct {
	ID                   string `text:"required"`
	DisplayName          string
	IsEnabled            bool
	PasswordRestrictions []Restriction
	Audiences            *AudienceRestriction // from the queries of the beta version only; nil: not told
	// Of an assigned policy, all of them as they came; to be written back whole.
	Rules json.RawMessage
}

// Restriction is one rule about client secrets. It holds where the policy is
// enabled, State is "enabled" and the registration is not older than
// CreatedAfter.
type Restriction struct {
	Type         string     // PasswordAddition forbids new secrets, PasswordLifetime caps them
	State        string     // RuleOn or RuleOff; old policies without one count as on; others may come
	MaxLifetime  string     // ISO 8601 duration, as "P180D"; "" unless Type caps
	CreatedAfter *time.Time // nil: for all registrations; else for those made then or later
	// ExcludesActors tells that some people are exempt. Who cannot be read with the
	// rights of this program, so that the rule only may hold.
	ExcludesActors bool
}

// The restrictions that concern a secret that Entra makes, and the states of a
// rule. Source: Microsoft Graph docs, passwordCredentialConfiguration.
const (
	PasswordAddition = "passwordAddition"
	PasswordLifetime = "passwordLifetime"

	RuleOn  = "enabled"
	RuleOff = "disabled"
)

// AudienceRestriction reports whether multi-tenant registrations are forbidden.
// Source: Microsoft Graph docs (beta), audienceRestriction.
type AudienceRestriction struct {
	MultiTenantState string     // RuleOn forbids them; others than RuleOn and RuleOff may come
	CreatedAfter     *time.Time // as in Restriction
	ExcludesActors   bool       // as in Restriction
}

type restrictionJSON struct {
	Type         string     `json:"restrictionType"`
	State        string     `json:"state"`
	MaxLifetime  string     `json:"maxLifetime"`
	CreatedAfter *time.Time `json:"restrictForAppsCreatedAfterDateTime"`
	Exclude      wire.Loose `json:"excludeActors"`
}

// excludes reports whether anybody is exempt from a rule.
func (w restrictionJSON) excludes() bool {
	return len(members(w.Exclude)["customsecurityattributes"].List()) > 0
}

func (w restrictionJSON) rule() Restriction {
	if w.State == "" {
		w.State = RuleOn
	}
	return Restriction{w.Type, w.State, w.MaxLifetime, w.CreatedAfter, w.excludes()}
}

type audiencesJSON struct {
	Multi *restrictionJSON `json:"azureAdMultipleOrgs"`
}

type restrictionsJSON struct {
	Passwords []restrictionJSON `json:"passwordCredentials"`
	Audiences *audiencesJSON    `json:"audiences"`
	// Apps is where an assigned policy keeps what concerns registrations alone.
	Apps *struct {
		Audiences *audiencesJSON `json:"audiences"`
	} `json:"applicationRestrictions"`
}

func (w restrictionsJSON) audiences() *AudienceRestriction {
	a := w.Audiences
	if a == nil && w.Apps != nil {
		a = w.Apps.Audiences
	}
	if a == nil || a.Multi == nil {
		return nil
	}
	return &AudienceRestriction{a.Multi.State, a.Multi.CreatedAfter, a.Multi.excludes()}
}

// UnmarshalJSON reads both kinds of policy: the tenant's default one keeps the
// rules for registrations in applicationRestrictions, an assigned one in
// restrictions. What the default one says of service principals is left out: a
// registration's secret is none of those.
func (p *AppManagementPolicy) UnmarshalJSON(b []byte) error {
	var w struct {
		ID          string            `json:"id"`
		DisplayName string            `json:"displayName"`
		IsEnabled   bool              `json:"isEnabled"`
		Default     *restrictionsJSON `json:"applicationRestrictions"`
		Assigned    json.RawMessage   `json:"restrictions"`
	}
	if err := json.Unmarshal(b, &w); err != nil {
		return err
	}
	*p = AppManagementPolicy{ID: w.ID, DisplayName: w.DisplayName, IsEnabled: w.IsEnabled}
	half := w.Default
	if len(w.Assigned) > 0 {
		p.Rules = w.Assigned
		if err := json.Unmarshal(w.Assigned, &half); err != nil {
			return err
		}
	}
	if half == nil {
		return nil
	}
	for _, r := range half.Passwords {
		p.PasswordRestrictions = append(p.PasswordRestrictions, r.rule())
	}
	p.Audiences = half.audiences()
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
	return Query{op: "read the tenant's policy on registrations",
		path: "/policies/defaultAppManagementPolicy"}
}

// AppPolicyQuery lists the policies assigned to the registration with a client
// id, of which there is one at most: []AppManagementPolicy. ErrDenied means that
// they are not known.
func AppPolicyQuery(appID string) Query {
	q := Query{op: "read the registration's own policy", many: true,
		path: byKey("applications", "appId", appID) + "/appManagementPolicies"}
	return q.require("the client id", appID)
}

// AuthorizationPolicyQuery reads AuthorizationPolicy.
func AuthorizationPolicyQuery() Query {
	return Query{op: "read who may register applications",
		path: withOptions("/policies/authorizationPolicy", selectFields("defaultUserRolePermissions"))}
}

// BetaDefaultPolicyQuery is DefaultPolicyQuery at the beta version, the only one
// that tells Audiences. Beta may change; any error means "not known".
func BetaDefaultPolicyQuery() Query {
	q := DefaultPolicyQuery()
	q.op, q.beta = "read the tenant's policy on multi-tenant registrations", true
	return q
}

// BetaAppPolicyQuery is AppPolicyQuery at the beta version.
func BetaAppPolicyQuery(appID string) Query {
	q := AppPolicyQuery(appID)
	q.op, q.beta = "read the registration's own policy on its accounts", true
	return q
}
