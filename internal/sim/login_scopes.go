package sim

import (
	"slices"
	"strings"
)

// scopeSet is a parsed scope parameter.
type scopeSet struct {
	oidc     []string // openid, profile, email, offline_access
	graph    []string // Graph delegated permissions by their short name
	dotAll   bool     // …/.default
	asWanted string   // the parameter as it came
}

func (s scopeSet) has(oidc string) bool { return slices.Contains(s.oidc, oidc) }

// delegated lists the Graph delegated permissions that can be asked for here; true means that only an admin
// may consent. Source: Microsoft Graph permissions reference.
var delegated = permissionsFor(map[bool]string{
	true: `AppRegistration.Create AppRoleAssignment.ReadWrite.All Application.Read.All
		Application.ReadWrite.All
		AuditLog.Read.All DelegatedPermissionGrant.Read.All DelegatedPermissionGrant.ReadWrite.All
		Directory.AccessAsUser.All Directory.Read.All Directory.ReadWrite.All Domain.Read.All Group.Read.All
		Group.ReadWrite.All GroupMember.Read.All Organization.Read.All Policy.Read.All
		Policy.Read.ApplicationConfiguration Policy.ReadWrite.ApplicationConfiguration
		RoleAssignmentSchedule.Read.Directory RoleEligibilitySchedule.Read.Directory RoleManagement.Read.All
		RoleManagement.Read.Directory RoleManagement.ReadWrite.Directory User.Read.All User.ReadWrite.All`,
	false: `Calendars.Read Mail.Read Mail.Send People.Read User.Read User.ReadBasic.All User.ReadWrite`,
})

func permissionsFor(lists map[bool]string) map[string]bool {
	out := map[string]bool{}
	for admin, names := range lists {
		for _, name := range strings.Fields(names) {
			out[name] = admin
		}
	}
	return out
}

var oidcScopes = []string{"openid", "profile", "email", "offline_access"}

var graphPrefixes = []string{
	graphHostGlobal + "/", "https://graph.microsoft.us/", "https://dod-graph.microsoft.us/",
	"https://microsoftgraph.chinacloudapi.cn/", graphResource + "/",
}

// onGraph cuts the resource off a scope; ok is false when it names another resource.
func (l *loginService) onGraph(scope string) (name string, ok bool) {
	for _, p := range append(graphPrefixes, l.graphRoot+"/") {
		if rest, found := strings.CutPrefix(scope, p); found {
			return strings.TrimPrefix(rest, "/"), true
		}
	}
	return scope, !strings.Contains(scope, "/")
}

// parseScopes reads a scope parameter for a person's sign-in through one client.
func (l *loginService) parseScopes(raw string, c client) (scopeSet, *oauthError) {
	s := scopeSet{asWanted: raw}
	for _, word := range strings.Fields(raw) {
		name, ok := l.onGraph(word)
		switch {
		case !ok:
			return s, aadsts(500011, word, l.dir.tenant().Name)
		case slices.Contains(oidcScopes, name):
			s.oidc = append(s.oidc, name)
		case name == ".default":
			s.dotAll = true
		default:
			known := canonicalScope(name)
			if known == "" {
				return s, badScope(raw)
			}
			s.graph = append(s.graph, known)
		}
	}
	switch {
	case raw == "":
		return s, missingParameter("scope")
	case s.dotAll && len(s.graph) > 0:
		return s, badScope(raw)
	case c.FirstParty != nil && len(s.graph) > 0:
		return s, aadsts(65002, c.ID, graphResource)
	}
	return s, nil
}

func canonicalScope(name string) string {
	for known := range delegated {
		if strings.EqualFold(known, name) {
			return known
		}
	}
	return ""
}

func badScope(raw string) *oauthError {
	return aadsts(70011, raw)
}

func missingParameter(name string) *oauthError {
	return aadsts(900144, name)
}

// grantedScopes are the permissions a token of this sign-in carries: everything ever consented for the client
// and the account, not only what was asked for now.
func (l *loginService) grantedScopes(s session) []string {
	var out []string
	switch {
	case s.client.FirstParty != nil:
		return slices.Clone(s.client.FirstParty)
	case s.client.App != nil, s.tenantID != l.dir.tenant().ID:
		out = slices.Clone(s.scopes.graph)
	default:
		out = slices.Clone(l.dir.clientScopes(s.client.ID, s.account.ID))
	}
	if len(out) == 0 {
		out = append(out, "User.Read")
	}
	return union(out, []string{"openid", "profile", "email"})
}
