package sim

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"
)

var (
	errNoApp       = errors.New("sim: there is no registration with that client id in this tenant")
	errConsentRole = errors.New("sim: this account may not consent to Microsoft Graph application permissions")
)

// consentRoles may grant Microsoft Graph's app roles (Entra docs, grant-admin-consent).
var consentRoles = []string{roleGlobalAdministrator, rolePrivilegedRole}

// grantID is the id of a grant: base64url, so that it begins with any of the 64 characters. Which one follows from the
// seed, and the next grant has the next one, so that a test can name those that look like a flag or a word's end.
func (s *store) grantID() string {
	id := s.ids.opaque(43)
	first := (s.sc.Seed%64 + 64 + int64(len(s.assignments)+len(s.delegated))) % 64
	return opaqueLetters[first:first+1] + id[1:]
}

// newAssignment is an app role assignment as Graph shows it.
func (s *store) newAssignment(principal, resource object, roleID string, at time.Time) object {
	principal, resource = s.derived(principal), s.derived(resource)
	return object{
		"id": s.grantID(), "deletedDateTime": nil, "appRoleId": roleID, "createdDateTime": stamp(at),
		"principalId": principal["id"], "principalDisplayName": principal["displayName"], "principalType": "ServicePrincipal",
		"resourceId": resource["id"], "resourceDisplayName": resource["displayName"],
	}
}

// serveAssignments answers appRoleAssignments (side is principalId) and appRoleAssignedTo (side is resourceId).
func (s *store) serveAssignments(g *graphRequest, sp *record, rest []segment, side string) (*reply, *refusal) {
	if len(rest) > 1 {
		return nil, noSegment(cut(rest[1].original, 80))
	}
	if len(rest) == 1 {
		return s.oneAssignment(g, sp, rest[0].original, side)
	}
	if refused := g.allow(http.MethodGet, http.MethodPost); refused != nil {
		return nil, refused
	}
	if g.method == http.MethodPost {
		return s.assign(g, sp, side)
	}
	if refused := s.permit(g, ruleAppRead); refused != nil {
		return nil, refused
	}
	var out []object
	for _, a := range s.assignments {
		if o := a.asOf(s.since(s.sc.Delays.GrantList)); o != nil && text(o, side) == sp.id() {
			out = append(out, o)
		}
	}
	return g.collection(of(out), listOptions{typeName: "appRoleAssignment", context: "appRoleAssignments", pageSize: 100, maxTop: 999})
}

// assign grants an app role.
func (s *store) assign(g *graphRequest, sp *record, side string) (*reply, *refusal) {
	if !ruleGrantAppRole.holds(g.who) {
		return nil, denied()
	}
	if refused := g.needBody(); refused != nil {
		return nil, refused
	}
	if refused := checkBody("appRoleAssignment", g.body); refused != nil {
		return nil, refused
	}
	principal, resource, roleID, refused := s.assignmentEnds(g, sp, side)
	if refused != nil {
		return nil, refused
	}
	if refused := s.permitConsent(g, resource.now()); refused != nil {
		return nil, refused
	}
	if appRoleByID(resource.now(), roleID) == nil {
		return nil, badRequest("Permission being assigned was not found on application '%s'.", text(resource.now(), "appId")).
			with("InvalidUpdate", "appRoleId")
	}
	if s.findAssignment(principal.id(), resource.id(), roleID) != nil {
		return nil, badRequest("Permission being assigned already exists on the object").with("InvalidUpdate", "")
	}
	now := s.clk.now()
	o := s.newAssignment(principal.now(), resource.now(), roleID, now)
	s.assignments = append(s.assignments, newRecord(o, now))
	return created(g, o, "appRoleAssignments"), nil
}

// assignmentEnds reads and checks the three ids of a grant: all of them object ids, never client ids.
func (s *store) assignmentEnds(g *graphRequest, sp *record, side string) (principal, resource *record, roleID string, refused *refusal) {
	for _, name := range []string{"principalId", "resourceId", "appRoleId"} {
		if text(g.body, name) == "" {
			return nil, nil, "", badRequest("A value is required for property '%s' of resource 'AppRoleAssignment'.", name).
				with("MissingRequiredProperty", name)
		}
	}
	notValid := badRequest("Not a valid reference update").with("InvalidUpdate", "")
	if !strings.EqualFold(text(g.body, side), sp.id()) {
		return nil, nil, "", notValid
	}
	principal, resource = byID(s.sps, text(g.body, "principalId")), byID(s.sps, text(g.body, "resourceId"))
	if principal == nil || resource == nil || !s.replicated(principal, s.sc.Delays.ServicePrincipal) {
		return nil, nil, "", notValid
	}
	return principal, resource, text(g.body, "appRoleId"), nil
}

// permitConsent lets only Privileged Role Administrators and Global Administrators grant Microsoft Graph's app roles;
// application administrators may grant those of other resources.
func (s *store) permitConsent(g *graphRequest, resource object) *refusal {
	if refused := s.permit(g, ruleGrantAppRole); refused != nil {
		return refused
	}
	if g.who.AppOnly || roleIn(g.who.WIDs, consentRoles...) || s.may(g.who, "", actionConsentForAll) {
		return nil
	}
	if text(resource, "appId") != graphResource && roleIn(g.who.WIDs, appAdmins...) {
		return nil
	}
	return denied()
}

func (s *store) findAssignment(principalID, resourceID, roleID string) *record {
	for _, a := range s.assignments {
		o := a.now()
		if o != nil && text(o, "principalId") == principalID && text(o, "resourceId") == resourceID && strings.EqualFold(text(o, "appRoleId"), roleID) {
			return a
		}
	}
	return nil
}

// oneAssignment reads and takes back a grant.
func (s *store) oneAssignment(g *graphRequest, sp *record, id, side string) (*reply, *refusal) {
	if refused := g.allow(http.MethodGet, http.MethodDelete); refused != nil {
		return nil, refused
	}
	need := ruleAppRead
	if g.method == http.MethodDelete {
		need = ruleGrantAppRole
	}
	if refused := s.permit(g, need); refused != nil {
		return nil, refused
	}
	var r *record
	for _, a := range s.assignments { // ids of assignments are told apart by case
		if o := a.now(); o != nil && text(o, "id") == id && text(o, side) == sp.id() {
			r = a
		}
	}
	if r == nil {
		return nil, missing(cut(id, 80))
	}
	if g.method == http.MethodGet {
		seen := s.seenAs(r)
		if seen == nil {
			return nil, missing(cut(id, 80))
		}
		return g.single(seen, "appRoleAssignment", "appRoleAssignments")
	}
	resource := object{}
	if res := byID(s.sps, text(r.now(), "resourceId")); res != nil {
		resource = res.now()
	}
	if refused := s.permitConsent(g, resource); refused != nil {
		return nil, refused
	}
	r.put(nil, s.clk.now())
	return noContent(), nil
}

// consentAll is the admin consent page: everything declared for Microsoft Graph is granted, roles one by one, scopes
// as one grant for everybody.
func (s *store) consentAll(appID, accountID string) error {
	app := s.appByAppID(appID)
	if app == nil {
		return errNoApp
	}
	held := s.rolesOf(accountID)
	declared := declaredFor(app.now(), graphResource)
	if len(declared["Role"]) > 0 && !roleIn(held, consentRoles...) ||
		!roleIn(held, append(slices.Clone(consentRoles), appAdmins...)...) {
		return errConsentRole
	}
	now := s.clk.now()
	graph := s.spByAppID(graphResource)
	client := s.spByAppID(appID)
	if client == nil {
		s.addServicePrincipal(blankServicePrincipal(), app.now())
		client = s.spByAppID(appID)
	}
	for _, roleID := range declared["Role"] {
		if appRoleByID(graph.now(), roleID) == nil || s.findAssignment(client.id(), graph.id(), roleID) != nil {
			continue
		}
		s.assignments = append(s.assignments, newRecord(s.newAssignment(client.now(), graph.now(), roleID, now), now))
	}
	s.consentScopes(client.id(), graph, declared["Scope"])
	return nil
}

// consentScopes grants delegated permissions for everybody; scopes that were granted before stay.
func (s *store) consentScopes(clientID string, graph *record, ids []string) {
	var values []string
	for _, p := range list(graph.now(), "oauth2PermissionScopes") {
		if slices.Contains(ids, strings.ToLower(text(p, "id"))) {
			values = append(values, text(p, "value"))
		}
	}
	if len(values) == 0 {
		return
	}
	now := s.clk.now()
	if r := s.findDelegated(clientID, graph.id(), "AllPrincipals", ""); r != nil {
		o := cloneObject(r.now())
		for _, v := range strings.Fields(text(o, "scope")) {
			if !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
		o["scope"] = strings.Join(values, " ")
		r.put(o, now)
		return
	}
	s.delegated = append(s.delegated, newRecord(object{
		"id": s.grantID(), "clientId": clientID, "consentType": "AllPrincipals", "principalId": nil,
		"resourceId": graph.id(), "scope": strings.Join(values, " "),
	}, now))
}

// declaredFor lists the ids a registration declares for a resource, in lower case, by kind (Scope or Role).
func declaredFor(app object, resourceAppID string) map[string][]string {
	out := map[string][]string{}
	for _, res := range list(app, "requiredResourceAccess") {
		if !strings.EqualFold(text(res, "resourceAppId"), resourceAppID) {
			continue
		}
		for _, a := range list(res, "resourceAccess") {
			for kind := range strings.SplitSeq(text(a, "type"), ",") {
				out[kind] = append(out[kind], strings.ToLower(text(a, "id")))
			}
		}
	}
	return out
}
