package sim

import (
	"slices"
	"strings"
)

// rule says what a call needs: of every group of scopes one, and one of the directory roles when any are
// listed (Graph docs, permissions reference and the role tables of each call). An application by itself needs
// the same names as app roles and no directory role.
type rule struct {
	scopes [][]string
	roles  []string
	// noGuests refuses guests who hold no directory role.
	noGuests bool
}

var (
	anyDirectoryRead = []string{"Directory.Read.All", "Directory.ReadWrite.All",
		"Directory.AccessAsUser.All"}
	anyDirectoryWrite = []string{"Directory.ReadWrite.All", "Directory.AccessAsUser.All"}
	readApps          = append([]string{"Application.Read.All", "Directory.Read.All"}, writeApps...)
	writeApps         = append([]string{"Application.ReadWrite.All"}, anyDirectoryWrite...)
	appAdmins         = []string{
		roleGlobalAdministrator, roleApplication, roleCloudApplication, roleHybridIdentity,
	}
)

// The scopes of what is not about registrations. A reader of everything may always take the place of a
// narrower one.
var (
	readMe = append([]string{
		"User.Read", "User.ReadWrite", "User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All",
	}, anyDirectoryRead...)
	readOrganization = append([]string{
		"User.Read", "User.Read.All", "User.ReadWrite.All", "Organization.Read.All",
		"DeviceManagementServiceConfig.Read.All",
	}, anyDirectoryRead...)
	readRoles = []string{
		"RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory", "RoleManagement.Read.All",
		"Directory.Read.All", "Directory.ReadWrite.All",
	}
	readEligibility = []string{
		"RoleEligibilitySchedule.Read.Directory", "RoleEligibilitySchedule.ReadWrite.Directory",
		"RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory", "RoleManagement.Read.All",
	}
	readPolicies = []string{
		"Policy.Read.All", "Policy.Read.ApplicationConfiguration",
		"Policy.ReadWrite.ApplicationConfiguration",
	}
	writePolicies = []string{"Policy.ReadWrite.ApplicationConfiguration"}
	readGrants    = append([]string{
		"DelegatedPermissionGrant.Read.All", "DelegatedPermissionGrant.ReadWrite.All",
	}, anyDirectoryRead...)
	writeGrants = append([]string{"DelegatedPermissionGrant.ReadWrite.All"}, anyDirectoryWrite...)
	readPeople  = append([]string{"User.Read.All", "User.ReadWrite.All"}, anyDirectoryRead...)
	grantRoles  = []string{"AppRoleAssignment.ReadWrite.All", "Directory.AccessAsUser.All"}
)

// scopeGranters may grant scopes for everybody (Graph docs, oauth2permissiongrant-post).
var scopeGranters = []string{
	roleGlobalAdministrator, roleApplication, roleCloudApplication, rolePrivilegedRole, roleDirectoryWriters,
	roleHybridIdentity, roleUserAdministrator,
}

var (
	ruleMe           = rule{scopes: [][]string{readMe}}
	ruleOrganization = rule{scopes: [][]string{readOrganization}}
	ruleRoleReads    = rule{scopes: [][]string{readRoles}}
	ruleEligibility  = rule{scopes: [][]string{readEligibility}}
	// rulePolicyRead names Global Reader as the least; who may change the tenant's policy may read it too
	// (Graph docs, tenantappmanagementpolicy-get and -update).
	rulePolicyRead = rule{
		scopes: [][]string{readPolicies},
		roles:  []string{roleGlobalReader, roleGlobalAdministrator, roleSecurityAdministrator},
	}
	// ruleAuthorizationRead needs no role: its page says that the default permissions of a member are enough.
	ruleAuthorizationRead = rule{
		scopes: [][]string{{"Policy.Read.All", "Policy.ReadWrite.Authorization"}}, noGuests: true,
	}
	rulePolicyWrite = rule{scopes: [][]string{writePolicies}}
	// rulePolicyAssign asks for a scope to read registrations as well (Graph docs,
	// appmanagementpolicy-post-appliesto).
	rulePolicyAssign = rule{scopes: [][]string{readApps, writePolicies}, noGuests: true}
	ruleAppRead      = rule{scopes: [][]string{readApps}, noGuests: true}
	ruleAppCreate    = rule{scopes: [][]string{append([]string{"AppRegistration.Create"}, writeApps...)}}
	ruleAppWrite     = rule{scopes: [][]string{writeApps}}
	ruleGrantAppRole = rule{scopes: [][]string{grantRoles, readApps}}
	ruleDelegatedGet = rule{scopes: [][]string{readGrants}}
	ruleDelegatedSet = rule{scopes: [][]string{writeGrants}}
	ruleUsers        = rule{
		scopes: [][]string{append([]string{"User.ReadBasic.All"}, readPeople...)}, noGuests: true,
	}
	ruleUserDetails = rule{scopes: [][]string{readPeople}}
	ruleSignIns     = rule{
		scopes: [][]string{{"AuditLog.Read.All"}},
		roles: []string{
			roleReportsReader, roleSecurityReader, roleSecurityOperator,
			roleSecurityAdministrator, roleGlobalReader,
			roleGlobalAdministrator,
		},
	}
	ruleBin     = rule{scopes: [][]string{writeApps}, roles: appAdmins}
	ruleBinRead = rule{scopes: [][]string{readApps}, roles: appAdmins}
)

// holds reports whether the caller has one scope (or app role) of every group.
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

// permit refuses a caller who lacks a scope or a role. Both look alike on the wire. Roles are those of the
// token: one that was activated later does not count until there is a new token.
func (s *store) permit(g *graphRequest, r rule) *refusal {
	role := len(r.roles) == 0 || roleIn(g.who.WIDs, r.roles...)
	guest := r.noGuests && s.plainGuest(g.who)
	return deniedUnless(r.holds(g.who) && (g.who.AppOnly || role && !guest))
}

// plainGuest reports whether the caller is a guest without any directory role.
func (s *store) plainGuest(who caller) bool {
	acc, ok := s.accountByID(who.AccountID)
	if !ok || !acc.Guest() {
		return false
	}
	return !slices.ContainsFunc(builtInRoles, func(r role) bool { return roleIn(who.WIDs, r.template) })
}

// mayChange lets administrators change any registration and service principal, and owners those of their own.
func (s *store) mayChange(g *graphRequest) *refusal {
	owned := ""
	if app := s.appByAppID(text(g.target.now(), "appId")); app != nil {
		owned = app.id()
	}
	return s.mayChangeApp(g, owned)
}

func (s *store) mayChangeApp(g *graphRequest, appObjectID string) *refusal {
	return deniedUnless(g.who.AppOnly || roleIn(g.who.WIDs, appAdmins...) ||
		slices.Contains(s.owners[appObjectID], g.who.AccountID) ||
		s.may(g.who, appObjectID, actionUpdateApp))
}
