package sim

import (
	"errors"
	"slices"
	"strings"
	"time"
)

var (
	errNoApp       = errors.New("sim: there is no registration with that client id in this tenant")
	errConsentRole = errors.New("sim: this account may not consent to Microsoft Graph " +
		"application permissions")
)

// grantID is the id of a grant: base64url, so that it begins with any of the 64 characters. Which one follows
// from the seed, and the next grant has the next one, so that a test can name those that look like a flag or
// a word's end.
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
		"principalId": principal["id"], "principalDisplayName": principal["displayName"],
		"principalType": "ServicePrincipal",
		"resourceId":    resource["id"], "resourceDisplayName": resource["displayName"],
	}
}

// assignmentsOf lists grants of app roles by one of their ends: principalId or resourceId.
func assignmentsOf(side string) func(*store, *graphRequest) (*reply, *refusal) {
	return func(s *store, g *graphRequest) (*reply, *refusal) {
		out := seenAt(s.assignments, s.since(s.sc.Delays.GrantList),
			func(o object) bool { return text(o, side) == g.target.id() })
		return g.list(out, "appRoleAssignment", "appRoleAssignments")
	}
}

// assign grants an app role, below the end that the path names.
func assign(side string) func(*store, *graphRequest) (*reply, *refusal) {
	return func(s *store, g *graphRequest) (*reply, *refusal) {
		principal, resource, roleID, refused := s.assignmentEnds(g, side)
		if refused != nil {
			return nil, refused
		}
		if refused := s.mayConsent(g, resource.now()); refused != nil {
			return nil, refused
		}
		if appRoleByID(resource.now(), roleID) == nil {
			return nil, badRequest("Permission being assigned was not found on application '%s'.",
				text(resource.now(), "appId")).with("InvalidUpdate", "appRoleId")
		}
		if s.findAssignment(principal.id(), resource.id(), roleID) != nil {
			return nil, badRequest("Permission being assigned already exists on the object").with(
				"InvalidUpdate", "")
		}
		now := s.clk.now()
		o := s.newAssignment(principal.now(), resource.now(), roleID, now)
		s.assignments = append(s.assignments, newRecord(o, now))
		return created(g, o, "appRoleAssignments"), nil
	}
}

// assignmentEnds reads and checks the three ids of a grant: all of them object ids, never client ids.
func (s *store) assignmentEnds(
	g *graphRequest, side string,
) (principal, resource *record, roleID string, r *refusal) {
	for _, name := range []string{"principalId", "resourceId", "appRoleId"} {
		if text(g.body, name) == "" {
			return nil, nil, "", missingValue("AppRoleAssignment", name)
		}
	}
	notValid := badRequest("Not a valid reference update").with("InvalidUpdate", "")
	if !strings.EqualFold(text(g.body, side), g.target.id()) {
		return nil, nil, "", notValid
	}
	principal, resource = byID(s.sps, text(g.body, "principalId")), byID(s.sps, text(g.body, "resourceId"))
	if principal == nil || resource == nil || !s.replicated(principal, s.sc.Delays.ServicePrincipal) {
		return nil, nil, "", notValid
	}
	return principal, resource, text(g.body, "appRoleId"), nil
}

// mayConsent lets only Privileged Role Administrators and Global Administrators grant Microsoft Graph's app
// roles; application administrators may grant those of other resources (Entra docs, grant-admin-consent).
func (s *store) mayConsent(g *graphRequest, resource object) *refusal {
	elsewhere := text(resource, "appId") != graphResource && roleIn(g.who.WIDs, appAdmins...)
	return deniedUnless(elsewhere || g.who.AppOnly || roleIn(g.who.WIDs, appRoleConsenters...) ||
		s.may(g.who, "", actionConsentForAll))
}

func (s *store) findAssignment(principalID, resourceID, roleID string) *record {
	return living(s.assignments, func(o object) bool {
		return text(o, "principalId") == principalID && text(o, "resourceId") == resourceID &&
			strings.EqualFold(text(o, "appRoleId"), roleID)
	})
}

// takeBack deletes a grant below one of its ends. Ids of grants are told apart by case.
func takeBack(side string) func(*store, *graphRequest) (*reply, *refusal) {
	return func(s *store, g *graphRequest) (*reply, *refusal) {
		r := exactly(s.assignments, g.keys[1].key)
		if r == nil || text(r.now(), side) != g.target.id() {
			return nil, missing(cut(g.keys[1].key, 80))
		}
		resource := object{}
		if res := byID(s.sps, text(r.now(), "resourceId")); res != nil {
			resource = res.now()
		}
		if refused := s.mayConsent(g, resource); refused != nil {
			return nil, refused
		}
		r.put(nil, s.clk.now())
		return noContent(), nil
	}
}

// exactly finds a living grant by its id, letter by letter.
func exactly(grants []*record, id string) *record {
	return living(grants, func(o object) bool { return text(o, "id") == id })
}

// consentAll is the admin consent page: everything declared for Microsoft Graph is granted, roles one by one,
// scopes as one grant for everybody.
func (s *store) consentAll(appID, accountID string) error {
	app := s.appByAppID(appID)
	if app == nil {
		return errNoApp
	}
	held := s.rolesOf(accountID)
	declared := declaredFor(app.now(), graphResource)
	if len(declared["Role"]) > 0 && !roleIn(held, appRoleConsenters...) ||
		!roleIn(held, slices.Concat(appRoleConsenters, appAdmins)...) {
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
		if appRoleByID(graph.now(), roleID) == nil ||
			s.findAssignment(client.id(), graph.id(), roleID) != nil {
			continue
		}
		s.assignments = append(s.assignments,
			newRecord(s.newAssignment(client.now(), graph.now(), roleID, now), now))
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
	s.holdScopes(clientID, "", values, s.clk.now(), s.grantID)
}

// holdScopes adds scopes to the grant that a client has on Microsoft Graph for one account, or for everybody
// where accountID is "". Where it has none, one is made under a new id.
func (s *store) holdScopes(clientID, accountID string, scopes []string, at time.Time, newID func() string) {
	kind := "Principal"
	if accountID == "" {
		kind = "AllPrincipals"
	}
	graph := s.spByAppID(graphResource).id()
	if r := s.findDelegated(clientID, graph, kind, accountID); r != nil {
		o := cloneObject(r.now())
		o["scope"] = strings.Join(union(strings.Fields(text(o, "scope")), scopes), " ")
		r.put(o, at)
		return
	}
	s.delegated = append(s.delegated, newRecord(object{
		"id": newID(), "clientId": clientID, "consentType": kind, "principalId": nullable(accountID),
		"resourceId": graph, "scope": strings.Join(scopes, " "),
	}, at))
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
