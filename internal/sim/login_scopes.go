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

// delegated lists the Graph delegated permissions that can be asked for here; true means that only an admin may
// consent. Source: Microsoft Graph permissions reference.
var delegated = map[string]bool{
	"AppRegistration.Create": true, "AppRoleAssignment.ReadWrite.All": true, "Application.Read.All": true,
	"Application.ReadWrite.All": true, "AuditLog.Read.All": true, "DelegatedPermissionGrant.Read.All": true,
	"DelegatedPermissionGrant.ReadWrite.All": true, "Directory.AccessAsUser.All": true, "Directory.Read.All": true,
	"Directory.ReadWrite.All": true, "Domain.Read.All": true, "Group.Read.All": true, "Group.ReadWrite.All": true,
	"GroupMember.Read.All": true, "Organization.Read.All": true, "Policy.Read.All": true,
	"Policy.Read.ApplicationConfiguration": true, "Policy.ReadWrite.ApplicationConfiguration": true,
	"RoleAssignmentSchedule.Read.Directory": true, "RoleEligibilitySchedule.Read.Directory": true,
	"RoleManagement.Read.All": true, "RoleManagement.Read.Directory": true, "RoleManagement.ReadWrite.Directory": true,
	"User.Read.All": true, "User.ReadWrite.All": true,
	"Calendars.Read": false, "Mail.Read": false, "Mail.Send": false, "People.Read": false, "User.Read": false, "User.ReadBasic.All": false,
	"User.ReadWrite": false,
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
			return s, aadsts("invalid_resource", 500011,
				"The resource principal named in '%s' was not found in the tenant '%s'.", word, l.dir.tenant().Name)
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
		return s, aadsts("invalid_request", 65002,
			"Consent between first party application '%s' and first party resource '%s' must be configured via preauthorization.", c.ID, graphResource)
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
	return aadsts("invalid_scope", 70011, "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope %s is not valid.", raw)
}

func missingParameter(name string) *oauthError {
	return aadsts("invalid_request", 900144, "The request body must contain the following parameter: '%s'.", name)
}

// grantedScopes are the permissions a token of this sign-in carries: everything ever consented for the client and the
// account, not only what was asked for now.
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
	for _, always := range []string{"openid", "profile", "email"} {
		if !slices.Contains(out, always) {
			out = append(out, always)
		}
	}
	return out
}
