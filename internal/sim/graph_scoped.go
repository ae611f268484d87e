package sim

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Assignment is a role that a person's memberships do not show: a custom role, or a built-in one over a part
// of the tenant. It stands in roleManagement/directory/roleAssignments only, and in no token (Entra docs,
// access-token-claims-reference: wids are tenant-wide built-in roles).
type Assignment struct {
	Role    string   `json:"role"`    // a built-in role's name, or a custom role's own
	Actions []string `json:"actions"` // of a custom role, as "microsoft.directory/applications/create"
	Scope   string   `json:"scope"`   // "/", "/administrativeUnits/ID", or "/" and an application's object id
	// The role-assignable group that it is assigned to; empty: to the person.
	Group string `json:"group"`
}

// Actions that custom roles may hold (Entra docs, custom-available-permissions and
// custom-consent-permissions).
const (
	actionCreateApp        = "microsoft.directory/applications/create"
	actionCreateAppAsOwner = "microsoft.directory/applications/createAsOwner"
	actionUpdateApp        = "microsoft.directory/applications/allProperties/update"
	actionCreateSP         = "microsoft.directory/servicePrincipals/create"
	actionConsentForAll    = "microsoft.directory/servicePrincipals/managePermissionGrantsForAll."
)

// check refuses an assignment that could never hold.
func (a Assignment) check() error {
	_, builtIn := roleByName(a.Role)
	switch {
	case a.Role == "" || !strings.HasPrefix(a.Scope, "/"):
		return fmt.Errorf("assignment %q: role and scope must be filled", a.Role)
	case builtIn == (len(a.Actions) > 0):
		return fmt.Errorf("assignment %q: a custom role has actions, a built-in one has none", a.Role)
	case builtIn && a.Scope == "/" && a.Group == "":
		return fmt.Errorf("assignment %q: a built-in role over the whole tenant belongs into roles", a.Role)
	}
	return nil
}

// over reports whether the assignment reaches an application. An administrative unit holds none.
func (a Assignment) over(appObjectID string) bool {
	return a.Scope == "/" || appObjectID != "" && strings.EqualFold(a.Scope, "/"+appObjectID)
}

// may tells whether an assignment beside the built-in roles allows one of the actions. An action that ends in
// a dot stands for all that begin so. An administrator role over one application may do everything to it.
func (s *store) may(who caller, appObjectID string, actions ...string) bool {
	acc, ok := s.accountByID(who.AccountID)
	if !ok || who.AppOnly {
		return false
	}
	return slices.ContainsFunc(acc.Assignments, func(a Assignment) bool {
		if !a.over(appObjectID) {
			return false
		}
		if r, builtIn := roleByName(a.Role); builtIn {
			return slices.Contains(appAdmins, r.template)
		}
		return slices.ContainsFunc(a.Actions, func(held string) bool {
			return slices.ContainsFunc(actions, func(want string) bool {
				begins := strings.HasPrefix(strings.ToLower(held), strings.ToLower(want))
				return strings.EqualFold(held, want) || strings.HasSuffix(want, ".") && begins
			})
		})
	})
}

// newborn is what Graph says to an application that it does not know yet, and later to one whose grants it
// does not know yet, although the token carries them (reported of azure-docs#85676 and psoxy#875). nil lets
// the call pass, with the roles that count.
func (s *store) newborn(g *graphRequest) *refusal {
	sp := byID(s.sps, g.who.AccountID)
	if !g.who.AppOnly || sp == nil {
		return nil
	}
	if !s.replicated(sp, s.sc.Delays.Newborn) {
		return refuse(http.StatusUnauthorized, "Authorization_IdentityNotFound",
			"The identity of the calling application could not be established.")
	}
	if s.sc.Delays.GrantUse > 0 {
		g.who.Roles = slices.DeleteFunc(slices.Clone(g.who.Roles), func(value string) bool {
			return !s.usable(sp.id(), value)
		})
	}
	return nil
}

// usable reports whether a grant of Microsoft Graph has reached the servers that decide about reads.
func (s *store) usable(principalID, value string) bool {
	seen := s.since(s.sc.Delays.GrantUse)
	return slices.ContainsFunc(s.assignments, func(a *record) bool {
		o := a.asOf(seen)
		role := appRoleByID(s.sps[0].now(), text(o, "appRoleId"))
		return o != nil && text(o, "principalId") == principalID && text(role, "value") == value
	})
}
