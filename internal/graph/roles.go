package graph

import "time"

// DirectoryRole is a directory role that is active for the signed-in person.
// Compare RoleTemplateID; "" means that this sign-in may not read it, which is
// "not known", not "no". Source: Microsoft Graph docs, directoryRole and
// user-list-transitivememberof.
type DirectoryRole struct {
	ID             string `json:"id" text:"required"`
	DisplayName    string `json:"displayName"`
	RoleTemplateID string `json:"roleTemplateId"`
}

// RoleEligibility is a role that the signed-in person may activate in PIM.
// RoleDefinitionID equals the template id for built-in roles; DirectoryScopeID
// "/" is the whole tenant. Source: Microsoft Graph docs,
// unifiedRoleEligibilityScheduleInstance.
type RoleEligibility struct {
	RoleDefinitionID string     `json:"roleDefinitionId" text:"required"`
	DirectoryScopeID string     `json:"directoryScopeId"`
	MemberType       string     `json:"memberType"`  // Direct, Group or Inherited
	EndDateTime      *time.Time `json:"endDateTime"` // nil: without end
}

// RoleAssignment gives somebody a role over the whole tenant ("/") or a part of it.
// Custom roles and those over a part stand here and not among a person's
// memberships. Source: Microsoft Graph docs, unifiedRoleAssignment.
type RoleAssignment struct {
	RoleDefinitionID string `json:"roleDefinitionId" text:"required"`
	DirectoryScopeID string `json:"directoryScopeId"`
}

// RoleAssignmentsQuery lists the roles that were assigned to a person directly, by
// their object id: []RoleAssignment. Those held through a group are not among them.
// ErrDenied means that this person may not list them, which is "not known". Source:
// Microsoft Graph docs, rbacapplication-list-roleassignments.
func RoleAssignmentsQuery(personID string) Query {
	q := Query{op: "read the roles assigned to you", many: true,
		path: withOptions("/roleManagement/directory/roleAssignments",
			option{"$filter", "principalId eq " + literal(personID)},
			selectFields("roleDefinitionId,directoryScopeId"))}
	return q.require("the person's id", personID)
}

// BetaTransitiveRolesQuery lists the roles of a person, by their object id, also those
// that a group of theirs was assigned: []RoleAssignment. It is an advanced query, and
// exists at the beta version only; its index lags behind an assignment. Any error means
// "not known". Source: Microsoft Graph docs,
// rbacapplication-list-transitiveroleassignments.
func BetaTransitiveRolesQuery(personID string) Query {
	q := Query{op: "read the roles of your groups", many: true, eventual: true, beta: true,
		path: withOptions("/roleManagement/directory/transitiveRoleAssignments",
			option{"$count", "true"}, option{"$filter", "principalId eq " + literal(personID)})}
	return q.require("the person's id", personID)
}

// DirectoryRolesQuery lists the active directory roles of the signed-in person,
// also those held through groups: []DirectoryRole. It reads all memberships and
// keeps the roles: the query for roles alone is answered from an index that lags
// behind an activation.
func DirectoryRolesQuery() Query {
	return Query{op: "read the active roles", many: true, onlyKind: "#microsoft.graph.directoryRole",
		path: withOptions("/me/transitiveMemberOf", option{"$top", "999"})}
}

// RoleEligibilityQuery lists the roles that the signed-in person may activate:
// []RoleEligibility. ErrNoPremium means that the tenant has no PIM, so that
// nobody is eligible for anything.
func RoleEligibilityQuery() Query {
	return Query{op: "read the roles that can be activated", many: true,
		path: withOptions(
			"/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')",
			selectFields("roleDefinitionId,directoryScopeId,memberType,endDateTime"))}
}
