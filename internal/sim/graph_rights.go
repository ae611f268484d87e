package sim

import (
	"slices"
	"strings"
)

// rule says what a call needs: of every group of scopes one, and one of the directory roles when any are listed (Graph
// docs, permissions reference and the role tables of each call). An application by itself needs the same names as app
// roles and no directory role.
type rule struct {
	scopes [][]string
	roles  []string
	// noGuests refuses guests who hold no directory role.
	noGuests bool
}

var (
	anyDirectoryRead  = []string{"Directory.Read.All", "Directory.ReadWrite.All", "Directory.AccessAsUser.All"}
	anyDirectoryWrite = []string{"Directory.ReadWrite.All", "Directory.AccessAsUser.All"}
	readApps          = append([]string{"Application.Read.All", "Application.ReadWrite.All"}, anyDirectoryRead...)
	writeApps         = append([]string{"Application.ReadWrite.All"}, anyDirectoryWrite...)
	appAdmins         = []string{roleGlobalAdministrator, roleApplication, roleCloudApplication, roleHybridIdentity}
)

var (
	ruleMe           = rule{scopes: [][]string{append([]string{"User.Read", "User.ReadWrite", "User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All"}, anyDirectoryRead...)}}
	ruleOrganization = rule{scopes: [][]string{append([]string{"User.Read", "User.Read.All", "User.ReadWrite.All", "Organization.Read.All", "DeviceManagementServiceConfig.Read.All"}, anyDirectoryRead...)}}
	ruleRoleReads    = rule{scopes: [][]string{{"RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory", "RoleManagement.Read.All",
		"Directory.Read.All", "Directory.ReadWrite.All"}}}
	ruleEligibility = rule{scopes: [][]string{{"RoleEligibilitySchedule.Read.Directory", "RoleEligibilitySchedule.ReadWrite.Directory",
		"RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory", "RoleManagement.Read.All"}}}
	ruleActivations = rule{scopes: [][]string{{"RoleAssignmentSchedule.Read.Directory", "RoleAssignmentSchedule.ReadWrite.Directory",
		"RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory", "RoleManagement.Read.All"}}}
	// rulePolicyRead names Global Reader as the least; who may change the tenant's policy may read it too (Graph docs,
	// tenantappmanagementpolicy-get and -update).
	rulePolicyRead = rule{
		scopes: [][]string{{"Policy.Read.All", "Policy.Read.ApplicationConfiguration", "Policy.ReadWrite.ApplicationConfiguration"}},
		roles:  []string{roleGlobalReader, roleGlobalAdministrator, roleSecurityAdministrator},
	}
	// ruleAuthorizationRead needs no role: its page says that the default permissions of a member are enough.
	ruleAuthorizationRead = rule{scopes: [][]string{{"Policy.Read.All", "Policy.ReadWrite.Authorization"}}, noGuests: true}
	rulePolicyWrite       = rule{scopes: [][]string{{"Policy.ReadWrite.ApplicationConfiguration"}}}
	ruleAppRead           = rule{scopes: [][]string{readApps}, noGuests: true}
	ruleAppCreate         = rule{scopes: [][]string{append([]string{"AppRegistration.Create"}, writeApps...)}}
	ruleAppWrite          = rule{scopes: [][]string{writeApps}}
	ruleGrantAppRole      = rule{scopes: [][]string{append([]string{"AppRoleAssignment.ReadWrite.All"}, "Directory.AccessAsUser.All"), readApps}}
	ruleDelegatedGet      = rule{scopes: [][]string{append([]string{"DelegatedPermissionGrant.Read.All", "DelegatedPermissionGrant.ReadWrite.All"}, anyDirectoryRead...)}}
	ruleDelegatedSet      = rule{
		scopes: [][]string{append([]string{"DelegatedPermissionGrant.ReadWrite.All"}, anyDirectoryWrite...)},
		roles:  []string{roleGlobalAdministrator, roleApplication, roleCloudApplication, rolePrivilegedRole, roleDirectoryWriters, roleHybridIdentity, roleUserAdministrator},
	}
	ruleUsers = rule{
		scopes:   [][]string{append([]string{"User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All"}, anyDirectoryRead...)},
		noGuests: true,
	}
	ruleUserDetails = rule{scopes: [][]string{append([]string{"User.Read.All", "User.ReadWrite.All"}, anyDirectoryRead...)}}
	ruleSignIns     = rule{
		scopes: [][]string{{"AuditLog.Read.All"}},
		roles: []string{roleReportsReader, roleSecurityReader, roleSecurityOperator, roleSecurityAdministrator, roleGlobalReader,
			roleGlobalAdministrator},
	}
	ruleBin     = rule{scopes: [][]string{writeApps}, roles: appAdmins}
	ruleBinRead = rule{scopes: [][]string{readApps}, roles: appAdmins}
)

// holds tells whether the caller has one scope (or app role) of every group.
func (r rule) holds(who caller) bool {
	have := who.Scopes
	if who.AppOnly {
		have = who.Roles
	}
	for _, group := range r.scopes {
		if !slices.ContainsFunc(group, func(want string) bool {
			return slices.ContainsFunc(have, func(h string) bool { return strings.EqualFold(h, want) })
		}) {
			return false
		}
	}
	return true
}

// permit refuses a caller who lacks a scope or a role. Both look alike on the wire. Roles are those of the token: one
// that was activated later does not count until there is a new token.
func (s *store) permit(g *graphRequest, r rule) *refusal {
	if !r.holds(g.who) {
		return denied()
	}
	if g.who.AppOnly {
		return nil
	}
	if len(r.roles) > 0 && !roleIn(g.who.WIDs, r.roles...) {
		return denied()
	}
	if r.noGuests && s.plainGuest(g.who) {
		return denied()
	}
	return nil
}

// plainGuest tells whether the caller is a guest without any directory role.
func (s *store) plainGuest(who caller) bool {
	acc, ok := s.accountByID(who.AccountID)
	if !ok || !acc.Guest() {
		return false
	}
	return !slices.ContainsFunc(builtInRoles, func(r role) bool { return roleIn(who.WIDs, r.template) })
}

// permitOwner is permit for calls that administrators may make on any object and owners on their own.
func (s *store) permitOwner(g *graphRequest, r rule, appObjectID string) *refusal {
	if refused := s.permit(g, r); refused != nil {
		return refused
	}
	if g.who.AppOnly || roleIn(g.who.WIDs, appAdmins...) || slices.Contains(s.owners[appObjectID], g.who.AccountID) ||
		s.may(g.who, appObjectID, actionUpdateApp) {
		return nil
	}
	return denied()
}
