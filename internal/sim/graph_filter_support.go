package sim

import "strings"

// support says when a property may be used in $filter.
type support int

const (
	always   support = iota + 1
	advanced         // only with ConsistencyLevel: eventual and $count=true
)

// filterSupport lists what can be filtered on (Graph docs, "Advanced query capabilities on directory objects", and the
// pages of the single lists). What is not listed is refused.
var filterSupport = map[string]map[string]support{
	"application": {
		"id": always, "appId": always, "displayName": always, "uniqueName": always, "createdDateTime": always,
		"identifierUris": always, "signInAudience": always, "tags": always,
		"spa/redirectUris": advanced, "web/redirectUris": advanced, "publicClient/redirectUris": advanced,
		"requiredResourceAccess": advanced, "publisherDomain": advanced, "web/homePageUrl": advanced, "web/logoutUrl": advanced,
		"deletedDateTime": advanced, "description": advanced, "notes": advanced, "isFallbackPublicClient": advanced,
		"disabledByMicrosoftStatus": advanced, "applicationTemplateId": advanced, "createdByAppId": advanced,
	},
	"servicePrincipal": {
		"id": always, "appId": always, "displayName": always, "accountEnabled": always, "servicePrincipalType": always,
		"servicePrincipalNames": always, "tags": always, "createdByAppId": advanced,
		"replyUrls": advanced, "appRoleAssignmentRequired": advanced, "appOwnerOrganizationId": advanced, "homepage": advanced,
		"deletedDateTime": advanced,
	},
	"user": {
		"id": always, "displayName": always, "userPrincipalName": always, "mail": always, "givenName": always, "surname": always,
		"userType": always, "accountEnabled": always, "createdDateTime": always, "department": always, "jobTitle": always,
		"companyName": advanced, "deletedDateTime": advanced,
	},
	"directoryObject":       {"id": always, "deletedDateTime": advanced},
	"directoryRole":         {"displayName": advanced, "roleTemplateId": advanced, "id": advanced},
	"appRoleAssignment":     {"resourceId": always, "principalId": always, "principalDisplayName": always},
	"oAuth2PermissionGrant": {"clientId": always, "consentType": always, "principalId": always, "resourceId": always, "scope": always},
	"signIn": {
		"id": always, "appId": always, "appDisplayName": always, "createdDateTime": always, "userPrincipalName": always,
		"userId": always, "userDisplayName": always, "ipAddress": always, "status/errorCode": always, "correlationId": always,
		"conditionalAccessStatus": always, "clientAppUsed": always, "resourceDisplayName": always,
	},
	"unifiedRoleAssignment": {"principalId": always, "roleDefinitionId": always, "directoryScopeId": always, "id": always},
	"unifiedRoleEligibilityScheduleInstance": {
		"principalId": always, "roleDefinitionId": always, "directoryScopeId": always, "memberType": always, "endDateTime": always,
	},
	"unifiedRoleAssignmentScheduleInstance": {
		"principalId": always, "roleDefinitionId": always, "directoryScopeId": always, "memberType": always, "assignmentType": always,
		"endDateTime": always,
	},
	"appManagementPolicy": {"id": always, "displayName": always, "isEnabled": always},
}

// searchable lists the properties that $search knows, by type. displayName is searched by words, the others from their
// beginning.
var searchable = map[string][]string{
	"application":      {"displayName", "description"},
	"servicePrincipal": {"displayName", "description"},
	"user":             {"displayName", "description", "givenName", "surname", "mail", "userPrincipalName"},
}

// directoryType tells whether the rules of advanced queries hold for lists of this type.
func directoryType(typeName string) bool {
	switch typeName {
	case "application", "servicePrincipal", "user", "directoryObject", "directoryRole", "group":
		return true
	}
	return false
}

// resourceName is the type's name as error messages write it.
func resourceName(typeName string) string { return strings.ToUpper(typeName[:1]) + typeName[1:] }
