package setup

import (
	"slices"
	"strings"

	"ssowizard/internal/graph"
)

// Granted finds the grant of User.Read.All on Microsoft Graph.
func Granted(s Snapshot) (graph.AppRoleAssignment, bool) {
	role := UserReadAllRole(s)
	for _, g := range s.Grants.Value {
		if g.AppRoleID == role && (!s.Graph.Known || g.ResourceID == s.Graph.Value.ID) {
			return g, true
		}
	}
	return graph.AppRoleAssignment{}, false
}

// UserReadAllRole resolves the id of the role by its name in this tenant; the
// published id serves where Graph's own service principal could not be read.
func UserReadAllRole(s Snapshot) string {
	for _, r := range s.Graph.Value.AppRoles {
		if r.Value == "User.Read.All" {
			return r.ID
		}
	}
	return graph.UserReadAllRole
}

// SameWords compares two lists of scopes, in any order.
func SameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// HasGrant tells whether an app role assignment is there.
func HasGrant(s Snapshot, id string) bool {
	return slices.ContainsFunc(s.Grants.Value, func(g graph.AppRoleAssignment) bool { return g.ID == id })
}

// AllPrincipals is the consent that stands for every user of the tenant
// (Microsoft Graph docs, oAuth2PermissionGrant, consentType).
const AllPrincipals = "AllPrincipals"

// EverybodysGrant is the one grant on Microsoft Graph for all users; zero if
// there is none.
func EverybodysGrant(s Snapshot) graph.DelegatedGrant {
	for _, g := range s.Delegated.Value {
		if g.ConsentType == AllPrincipals && g.ResourceID == s.Graph.Value.ID {
			return g
		}
	}
	return graph.DelegatedGrant{}
}
