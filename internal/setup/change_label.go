package setup

import (
	"ssowizard/internal/graph"
	"ssowizard/internal/text"
)

// ChangeLabels are the portal's names of what a change names by Graph's. The
// requests keep Graph's own. Where the portal has no name, it is said in words.
var ChangeLabels = map[string]string{
	"displayName":                       "Name",
	"uniqueName":                        "Unique name",
	"signInAudience":                    AudienceSubject,
	"spa.redirectUris":                  "Redirect URIs, SPA",
	"web.redirectUris":                  "Redirect URIs, Web",
	"publicClient.redirectUris":         "Redirect URIs, Mobile and desktop",
	"requiredResourceAccess":            "API permissions",
	"notes":                             "Internal notes",
	"tags":                              "Tag",
	"servicePrincipalLockConfiguration": "App instance property lock",
	"passwordCredentials":               "Client secrets",
	"appRoleAssignments":                "Admin consent",
	"oauth2PermissionGrants":            "Admin consent",
	GrantsOfOne:                         "User consent",
	"servicePrincipals":                 "Enterprise applications",
	"accountEnabled":                    "Enabled for users to sign-in?",
	"appRoleAssignmentRequired":         "Assignment required?",
	"owners":                            "Owners",
	"deletedDateTime":                   "Deleted applications",
	"description":                       "Description",
	"isEnabled":                         "Policy",
	"appManagementPolicies":             "App management policy",
	"restrictions.passwordCredentials":  "Rules on client secrets",
}

// GrantsOfOne are delegated grants of one person, which the portal lists apart.
const GrantsOfOne = "oauth2PermissionGrants, consentType Principal"

// Label names the property as the portal does; Property stays the key.
func (c Change) Label() string { return text.Or(ChangeLabels[c.Property], c.Property) }

// AudienceSubject is what the portal calls the choice of account types.
const AudienceSubject = "Supported account types"

// audienceLabels are the lines of "Supported account types". Source: Microsoft
// identity platform docs, validation differences by supported account types.
var audienceLabels = map[string]string{
	"AzureADMyOrg":             "Accounts in this organizational directory only",
	graph.AudienceOrgs:         "Accounts in any organizational directory",
	graph.AudiencePersonal:     "Accounts in any organizational directory and personal Microsoft accounts",
	"PersonalMicrosoftAccount": "Personal Microsoft accounts only",
}

// RuleWords is the state of the rule that forbids client secrets, under its name in
// the Entra admin center. Source: Microsoft Entra docs, app management policies.
func RuleWords(state string) string {
	word := map[string]string{graph.RuleOn: "on", graph.RuleOff: "off"}[state]
	return "\"Block password addition\": " + text.Or(word, state)
}

// AudienceLabel is an audience as the portal words it.
func AudienceLabel(audience string) string { return text.Or(audienceLabels[audience], audience) }
