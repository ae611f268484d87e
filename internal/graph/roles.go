package graph

import "time"

// DirectoryRole is a directory role that is active for the signed-in person.
// Compare RoleTemplateID; "" means that this sign-in may not read it, which is
// "not known", not "no". Source: Microsoft Graph docs, directoryRole and
// user-list-transitivememberof.
type DirectoryRole struct {
	ID             string `json:"id" wire:"required"`
	DisplayName    string `json:"displayName"`
	RoleTemplateID string `json:"roleTemplateId"`
}

// RoleEligibility is a role that the signed-in person may activate in PIM.
// RoleDefinitionID equals the template id for built-in roles; DirectoryScopeID
// "/" is the whole tenant. Source: Microsoft Graph docs,
// unifiedRoleEligibilityScheduleInstance.
type RoleEligibility struct {
	RoleDefinitionID string     `json:"roleDefinitionId" wire:"required"`
	DirectoryScopeID string     `json:"directoryScopeId"`
	MemberType       string     `json:"memberType"`  // Direct, Group or Inherited
	EndDateTime      *time.Time `json:"endDateTime"` // nil: without end
}

// DirectoryRolesQuery lists the active directory roles of the signed-in person,
// also those held through groups: []DirectoryRole. It reads all memberships and
// keeps the roles: the query for roles alone is answered from an index that lags
// behind an activation.
func DirectoryRolesQuery() Query {
	return Query{op: "read the active roles", many: true, onlyKind: "#microsoft.graph.directoryRole",
		path: with("/me/transitiveMemberOf", option{"$top", "999"})}
}

// RoleEligibilityQuery lists the roles that the signed-in person may activate:
// []RoleEligibility. ErrNoPremium means that the tenant has no PIM, so that
// nobody is eligible for anything.
func RoleEligibilityQuery() Query {
	return Query{op: "read the roles that can be activated", many: true,
		path: with("/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')",
			sel("roleDefinitionId,directoryScopeId,memberType,endDateTime"))}
}
