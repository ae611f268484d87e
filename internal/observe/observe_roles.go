package observe

import (
	"slices"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// Roles that decide something here. consentRoles may grant an application permission
// of Microsoft Graph (Microsoft Entra docs, grant admin consent); appRoles may change
// any registration, registerRoles make one (Microsoft Graph docs, roles for
// application APIs); binRoles may look into the recycle bin and bring something back
// (the same, for deleted items).
var (
	consentRoles = []string{graph.GlobalAdministrator, graph.PrivilegedRoleAdministrator}
	appRoles     = []string{graph.GlobalAdministrator, graph.ApplicationAdministrator,
		graph.CloudApplicationAdministrator, graph.HybridIdentityAdministrator}
	registerRoles = append([]string{graph.ApplicationDeveloper}, appRoles...)
)

// anyRole tells whether one of the roles is active, and in the token where that lists
// any.
func anyRole(active, token map[string]bool, ids []string) bool {
	return slices.ContainsFunc(ids, func(id string) bool { return active[id] && inToken(token, id) })
}

// hiddenRoles tells whether the person holds roles that memberships do not show: a
// custom one, one over a part of the tenant, or one of a group. What they allow is not
// told here, so whoever has one is never refused beforehand. The list with those of
// groups lags behind the other, so both are asked.
func hiddenRoles(a graph.Answers, ofGroups setup.Part[[]graph.RoleAssignment], who entra.Identity,
	active map[string]bool) setup.Part[bool] {
	own := Required[[]graph.RoleAssignment](a, graph.RoleAssignmentsQuery(who.ObjectID))
	for _, x := range append(slices.Clone(own.Value), ofGroups.Value...) {
		if x.DirectoryScopeID != "/" || !active[x.RoleDefinitionID] {
			return setup.Known(true)
		}
	}
	switch {
	case !own.Known:
		return setup.Unknown[bool](own.Why)
	case !ofGroups.Known:
		return setup.Unknown[bool](ofGroups.Why)
	}
	return setup.Known(false)
}

// mayRegister answers whether this person may make a registration at all: no is
// said where neither a role nor the tenant's setting is seen to allow it. A custom
// role may all the same, so that is no reason to refuse.
func mayRegister(a graph.Answers, role setup.Part[setup.RoleState]) setup.Part[bool] {
	if role.Known && role.Value.CanRegister {
		return setup.Known(true)
	}
	p := Required[graph.AuthorizationPolicy](a, graph.AuthorizationPolicyQuery())
	switch {
	case !p.Known:
		return setup.Unknown[bool](p.Why)
	case p.Value.AllowedToCreateApps == nil:
		return setup.Unknown[bool](
			setup.Reason{Text: "Entra did not say whether users may register applications."})
	}
	return setup.Known(*p.Value.AllowedToCreateApps)
}
