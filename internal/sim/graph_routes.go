package sim

import (
	"net/http"
	"slices"
	"strings"
)

// route is one call of Graph: what it is about, who may make it, and who answers it.
type route struct {
	method string
	path   string // segments; where one stands in braces, an id or a key is expected
	beta   bool   // unknown to version 1.0
	rule   rule
	// may is asked after the rule; nil: the rule is all.
	may func(*store, *graphRequest) *refusal
	// body is the type that a body is needed of; "": whoever serves looks for itself.
	body  string
	serve func(*store, *graphRequest) (*reply, *refusal)
}

const (
	get    = http.MethodGet
	post   = http.MethodPost
	patch  = http.MethodPatch
	remove = http.MethodDelete
)

// routes are all calls that the tenant answers: those that the program makes, and those by which tests play
// somebody else. {app} and {sp} stand for a registration and a service principal, which is found before the
// call is answered.
var routes = slices.Concat(
	peopleRoutes, applicationRoutes, principalRoutes, grantRoutes, policyRoutes, binRoutes,
	[]route{{method: get, path: "auditLogs/signIns", rule: ruleSignIns, serve: (*store).listSignIns}},
)

var peopleRoutes = []route{
	{method: get, path: "me", rule: ruleMe, serve: (*store).me},
	{method: get, path: "me/transitiveMemberOf", rule: ruleMe, serve: (*store).memberships},
	{method: get, path: "organization", rule: ruleOrganization, serve: (*store).organization},
	{method: get, path: "users", rule: ruleUsers, serve: (*store).listUsers},
	{method: get, path: "users/$count", rule: ruleUsers, serve: noCount},
	{method: get, path: "roleManagement/directory/roleAssignments",
		rule: ruleRoleReads, serve: (*store).roleAssignments},
	{method: get, path: "roleManagement/directory/transitiveRoleAssignments", beta: true,
		rule: ruleRoleReads, serve: (*store).transitiveRoleAssignments},
	{
		method: get, path: "roleManagement/directory/roleEligibilityScheduleInstances",
		rule: ruleEligibility, may: nobody, // the whole tenant's list is for security readers
	},
	{method: get,
		path: "roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser/{on}",
		rule: ruleEligibility, serve: (*store).eligibilities},
}

var applicationRoutes = []route{
	{method: get, path: "applications", rule: ruleAppRead, serve: (*store).listApplications},
	{method: get, path: "applications/$count", rule: ruleAppRead, serve: noCount},
	{method: post, path: "applications",
		rule: ruleAppCreate, may: (*store).mayRegister, serve: (*store).postApplication},
	{method: get, path: "applications/{app}", rule: ruleAppRead, serve: (*store).getApplication},
	{method: patch, path: "applications/{unique name}",
		rule: ruleAppCreate, may: (*store).mayRegister, serve: (*store).upsertApplication},
	{method: patch, path: "applications/{app}",
		rule: ruleAppWrite, may: (*store).mayChange, serve: (*store).patchApplication},
	{method: remove, path: "applications/{app}",
		rule: ruleAppWrite, may: (*store).mayChange, serve: (*store).deleteApplication},
	{method: post, path: "applications/{app}/addPassword",
		rule: ruleAppWrite, may: (*store).mayChange, serve: (*store).addPassword},
	{method: post, path: "applications/{app}/removePassword",
		rule: ruleAppWrite, may: (*store).mayChange, serve: (*store).removePassword},
	{method: get, path: "applications/{app}/owners", rule: ruleAppRead, serve: (*store).listOwners},
	{method: post, path: "applications/{app}/owners/$ref",
		rule: ruleAppWrite, may: (*store).mayChange, serve: (*store).addOwner},
	{method: get, path: "applications/{app}/federatedIdentityCredentials",
		rule: ruleAppRead, serve: (*store).listFederated},
	{method: post, path: "applications/{app}/federatedIdentityCredentials",
		body: "federatedIdentityCredential", rule: ruleAppWrite, may: (*store).mayChange,
		serve: (*store).addFederated},
}

var principalRoutes = []route{
	{method: post, path: "servicePrincipals", body: "servicePrincipal",
		rule: ruleAppWrite, serve: (*store).postServicePrincipal},
	{method: get, path: "servicePrincipals/$count", rule: ruleAppRead, serve: noCount},
	{method: get, path: "servicePrincipals/{sp}", rule: ruleAppRead, serve: (*store).getServicePrincipal},
	{method: patch, path: "servicePrincipals/{sp}",
		rule: ruleAppWrite, may: (*store).mayChange, serve: (*store).patchServicePrincipal},
	{method: remove, path: "servicePrincipals/{sp}",
		rule: ruleAppWrite, may: (*store).mayChange, serve: (*store).deleteServicePrincipal},
}

// grantRoutes: a grant of an app role lies below both of its ends.
var grantRoutes = []route{
	{method: get, path: "servicePrincipals/{sp}/appRoleAssignments",
		rule: ruleAppRead, serve: assignmentsOf("principalId")},
	{method: post, path: "servicePrincipals/{sp}/appRoleAssignments", body: "appRoleAssignment",
		rule: ruleGrantAppRole, serve: assign("principalId")},
	{method: remove, path: "servicePrincipals/{sp}/appRoleAssignments/{id}",
		rule: ruleGrantAppRole, serve: takeBack("principalId")},
	{method: get, path: "servicePrincipals/{sp}/appRoleAssignedTo",
		rule: ruleAppRead, serve: assignmentsOf("resourceId")},
	{method: post, path: "servicePrincipals/{sp}/appRoleAssignedTo", body: "appRoleAssignment",
		rule: ruleGrantAppRole, serve: assign("resourceId")},
	{method: remove, path: "servicePrincipals/{sp}/appRoleAssignedTo/{id}",
		rule: ruleGrantAppRole, serve: takeBack("resourceId")},
	{method: get, path: "servicePrincipals/{sp}/oauth2PermissionGrants",
		rule: ruleDelegatedGet, serve: (*store).delegatedOf},
	{method: post, path: "oauth2PermissionGrants", body: "oAuth2PermissionGrant",
		rule: ruleDelegatedSet, may: (*store).mayGrantScopes, serve: (*store).postDelegated},
	{method: patch, path: "oauth2PermissionGrants/{id}", body: "oAuth2PermissionGrant",
		rule: ruleDelegatedSet, may: (*store).mayGrantScopes, serve: (*store).patchDelegated},
	{method: remove, path: "oauth2PermissionGrants/{id}",
		rule: ruleDelegatedSet, may: (*store).mayGrantScopes, serve: (*store).deleteDelegated},
}

var policyRoutes = []route{
	{method: get, path: "policies/defaultAppManagementPolicy",
		rule: rulePolicyRead, serve: (*store).getDefaultPolicy},
	{method: get, path: "policies/authorizationPolicy",
		rule: ruleAuthorizationRead, serve: (*store).authorizationPolicy},
	{method: get, path: "policies/appManagementPolicies", rule: rulePolicyRead, serve: (*store).listPolicies},
	{method: post, path: "policies/appManagementPolicies", body: "appManagementPolicy",
		rule: rulePolicyWrite, may: (*store).mayWritePolicies, serve: (*store).postPolicy},
	{method: patch, path: "policies/appManagementPolicies/{id}", body: "appManagementPolicy",
		rule: rulePolicyWrite, may: (*store).mayWritePolicies, serve: (*store).patchPolicy},
	{method: remove, path: "policies/appManagementPolicies/{id}",
		rule: rulePolicyWrite, may: (*store).mayWritePolicies, serve: (*store).deletePolicy},
	{method: get, path: "policies/appManagementPolicies/{id}/appliesTo",
		rule: rulePolicyRead, serve: (*store).policyTargets},
	{method: get, path: "applications/{app}/appManagementPolicies",
		rule: rulePolicyRead, serve: (*store).policyOf},
	{method: post, path: "applications/{app}/appManagementPolicies/$ref",
		rule: rulePolicyAssign, may: (*store).mayWritePolicies, serve: (*store).assignPolicy},
	{method: remove, path: "applications/{app}/appManagementPolicies/{id}/$ref",
		rule: rulePolicyAssign, may: (*store).mayWritePolicies, serve: (*store).unassignPolicy},
}

var binRoutes = []route{
	{method: get, path: "directory/deletedItems/microsoft.graph.application",
		rule: ruleBinRead, serve: listDeleted("application")},
	{method: get, path: "directory/deletedItems/microsoft.graph.servicePrincipal",
		rule: ruleBinRead, serve: listDeleted("servicePrincipal")},
	{method: remove, path: "directory/deletedItems/{id}", rule: ruleBin, serve: (*store).purge},
	{method: post, path: "directory/deletedItems/{id}/restore", rule: ruleBin, serve: (*store).restore},
}

// nobody refuses everybody.
func nobody(*store, *graphRequest) *refusal { return denied() }

// noCount is what the segment $count is answered with.
func noCount(*store, *graphRequest) (*reply, *refusal) {
	return nil, badRequest("$count is not currently supported.")
}

// route finds who answers a call, and lets them when the caller may make it.
func (s *store) route(g *graphRequest) (*reply, *refusal) {
	r, refused := s.routeOf(g)
	if refused != nil {
		return nil, refused
	}
	if refused := s.permit(g, r.rule); refused != nil {
		return nil, refused
	}
	if refused := s.find(g, r); refused != nil {
		return nil, refused
	}
	if r.may != nil {
		if refused := r.may(s, g); refused != nil {
			return nil, refused
		}
	}
	if r.body != "" {
		if refused := g.needBody(r.body); refused != nil {
			return nil, refused
		}
	}
	return r.serve(s, g)
}

// routeOf finds the route of a path and a method. A path that no route has, and a method that none of them
// takes, are refused as by Graph, which names the segment up to which it could follow.
func (s *store) routeOf(g *graphRequest) (route, *refusal) {
	known, longest := false, 0
	for _, r := range routes {
		if r.beta && !g.beta {
			continue
		}
		keys, n, whole := r.match(g.path)
		longest = max(longest, n)
		if !whole {
			continue
		}
		known = true
		if g.keys = keys; r.method == g.method && (r.path != upsertPath || s.upserts(g)) {
			return r, nil
		}
	}
	if known {
		return route{}, wrongMethod()
	}
	return route{}, noSegment(cut(g.path[min(longest, len(g.path)-1)].original, 80))
}

// match compares a path with that of the route: the keys in it, how many segments are alike, and whether all
// are.
func (r route) match(path []segment) (keys []segment, n int, whole bool) {
	want := strings.Split(r.path, "/")
	for n < len(path) && n < len(want) {
		switch {
		case strings.HasPrefix(want[n], "{"):
			keys = append(keys, path[n])
		case path[n].keyName != "" || path[n].key != want[n]:
			return keys, n, false
		}
		n++
	}
	return keys, n, n == len(path) && n == len(want)
}

// find looks for the entity that a path is about. Whoever reads the entity itself gets what the reader sees
// of it; everything else wants it to be there as well.
func (s *store) find(g *graphRequest, r route) *refusal {
	var kind entityKind
	switch {
	case strings.HasPrefix(r.path, "applications/{app}"):
		kind = s.applicationKind()
	case strings.HasPrefix(r.path, "servicePrincipals/{sp}"):
		kind = s.principalKind()
	default:
		return nil
	}
	found, seen, refused := s.locate(kind, g.keys[0])
	if refused != nil {
		return refused
	}
	itself := g.method == get && len(g.path) == 2
	if seen == nil || !itself && found.now() == nil {
		return missing(cut(g.keys[0].key, 80))
	}
	g.target, g.seen = found, seen
	return nil
}

// entityKind says where the entities of a kind lie and what they are found by.
type entityKind struct {
	typeName string
	records  []*record
	keys     []string // alternate keys (Graph docs, application-get and serviceprincipal-get)
	delay    Span
}

func (s *store) applicationKind() entityKind {
	return entityKind{"application", s.apps, []string{"appId", "uniqueName"}, s.sc.Delays.Application}
}

func (s *store) principalKind() entityKind {
	return entityKind{"servicePrincipal", s.sps, []string{"appId"}, s.sc.Delays.ServicePrincipal}
}

// locate finds an entity by object id or alternate key, replicated or not. The second result is what a reader
// sees, nil when that is nothing.
func (s *store) locate(kind entityKind, key segment) (*record, object, *refusal) {
	var r *record
	switch {
	case key.keyName == "" || key.keyName == "id":
		for _, c := range kind.records {
			if strings.EqualFold(c.id(), key.key) {
				r = c
			}
		}
	case slices.Contains(kind.keys, key.keyName):
		r = s.byKey(kind.records, key.keyName, key.key)
	default:
		return nil, nil, badQuery("The key property '%s' is not a key of type 'microsoft.graph.%s'.",
			cut(key.keyName, 60), kind.typeName)
	}
	if r == nil {
		return nil, nil, nil
	}
	return r, s.lagging(r, kind.delay), nil
}
