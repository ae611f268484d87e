package sim

import (
	"net/http"
	"slices"
	"strings"
)

// blankServicePrincipal is a service principal with everything at its default.
func blankServicePrincipal() object {
	o := blank("servicePrincipal")
	o["accountEnabled"] = true
	o["appRoleAssignmentRequired"] = false
	o["servicePrincipalType"] = "Application"
	return o
}

// graphServicePrincipal is Microsoft Graph's own, which every tenant has; its object id differs from tenant to tenant.
func (s *store) graphServicePrincipal() object {
	o := blankServicePrincipal()
	o["id"], o["appId"] = s.ids.guid(), graphResource
	o["displayName"], o["appDisplayName"] = "Microsoft Graph", "Microsoft Graph"
	o["appOwnerOrganizationId"] = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"
	o["servicePrincipalNames"] = []any{graphResource, "https://graph.microsoft.com"}
	o["signInAudience"] = "AzureADMultipleOrgs"
	roles, scopes := []any{}, []any{}
	for _, p := range graphPermissions().AppRoles {
		roles = append(roles, object{
			"id": p.ID, "value": p.Value, "displayName": p.DisplayName, "description": p.DisplayName, "isEnabled": true,
			"allowedMemberTypes": []any{"Application"}, "origin": "Application",
		})
	}
	for _, p := range graphPermissions().Scopes {
		kind := "User"
		if p.Admin {
			kind = "Admin"
		}
		scopes = append(scopes, object{
			"id": p.ID, "value": p.Value, "isEnabled": true, "type": kind, "adminConsentDisplayName": p.DisplayName,
			"adminConsentDescription": p.DisplayName, "userConsentDisplayName": p.DisplayName, "userConsentDescription": p.DisplayName,
		})
	}
	o["appRoles"], o["oauth2PermissionScopes"] = s.sc.morePermissions(roles, scopes)
	return o
}

// appRoleByID finds an app role of a resource.
func appRoleByID(resource object, id string) object {
	for _, r := range list(resource, "appRoles") {
		if strings.EqualFold(text(r, "id"), id) {
			return r
		}
	}
	return nil
}

// derived is a service principal as it is read: names, addresses and the switch-off come from its registration, and
// its tags are joined with the registration's.
func (s *store) derived(sp object) object {
	if sp == nil {
		return nil
	}
	r := s.appByAppID(text(sp, "appId"))
	if r == nil {
		return sp
	}
	app := s.seenAs(r)
	if app == nil {
		app = r.now()
	}
	o := cloneObject(sp)
	o["displayName"], o["appDisplayName"] = app["displayName"], app["displayName"]
	o["signInAudience"], o["isDisabled"] = app["signInAudience"], app["isDisabled"]
	o["appOwnerOrganizationId"] = s.sc.Tenant.ID
	o["servicePrincipalNames"] = anys(append([]string{text(app, "appId")}, texts(app, "identifierUris")...))
	var uris []string
	for _, p := range redirectPlatforms {
		uris = append(uris, texts(sub(app, p), "redirectUris")...)
	}
	o["replyUrls"] = anys(uris)
	tags := texts(sp, "tags")
	for _, t := range texts(app, "tags") {
		if !slices.Contains(tags, t) {
			tags = append(tags, t)
		}
	}
	o["tags"] = anys(tags)
	return o
}

func (s *store) derivedAll(in []object) []object {
	out := make([]object, len(in))
	for i, o := range in {
		out[i] = s.derived(o)
	}
	return out
}

// serveServicePrincipals answers /servicePrincipals and what is below.
func (s *store) serveServicePrincipals(g *graphRequest) (*reply, *refusal) {
	key, rest := g.path[0], g.path[1:]
	if !key.hasKey {
		if len(rest) == 0 {
			return s.servicePrincipalsRoot(g)
		}
		if rest[0].name == "$count" {
			return nil, badRequest("$count is not currently supported.")
		}
		key, rest = segment{keyName: "id", key: rest[0].original}, rest[1:]
	}
	r, seen, refused := s.locateSP(key)
	if refused != nil {
		return nil, refused
	}
	if len(rest) == 0 {
		return s.oneServicePrincipal(g, key, r, seen)
	}
	if seen == nil || r.now() == nil {
		if !ruleAppRead.holds(g.who) {
			return nil, denied()
		}
		return nil, missing(key.key)
	}
	switch rest[0].name {
	case "appRoleAssignments":
		return s.serveAssignments(g, r, rest[1:], "principalId")
	case "appRoleAssignedTo":
		return s.serveAssignments(g, r, rest[1:], "resourceId")
	case "oauth2PermissionGrants":
		return s.grantsOfClient(g, r, rest[1:])
	default:
		return nil, noSegment(cut(rest[0].original, 80))
	}
}

// locateSP finds a service principal by object id or appId and says what a reader sees of it.
func (s *store) locateSP(key segment) (*record, object, *refusal) {
	var r *record
	switch key.keyName {
	case "", "id":
		for _, c := range s.sps {
			if strings.EqualFold(c.id(), key.key) {
				r = c
			}
		}
	case "appId":
		r = s.byKey(s.sps, "appId", key.key)
	default:
		return nil, nil, badQuery("The key property '%s' is not a key of type 'microsoft.graph.servicePrincipal'.", cut(key.keyName, 60))
	}
	if r == nil {
		return nil, nil, nil
	}
	return r, s.lagging(r, s.sc.Delays.ServicePrincipal), nil
}

// servicePrincipalsRoot lists and creates.
func (s *store) servicePrincipalsRoot(g *graphRequest) (*reply, *refusal) {
	if r := g.allow(http.MethodGet, http.MethodPost); r != nil {
		return nil, r
	}
	if g.method == http.MethodPost {
		return s.createServicePrincipal(g, text(g.body, "appId"))
	}
	if r := s.permit(g, ruleAppRead); r != nil {
		return nil, r
	}
	all := s.living(s.sps, s.sc.Delays.ServicePrincipal)
	if g.eventual() {
		all = s.indexed(s.sps)
	}
	return g.collection(of(s.derivedAll(all)), listOptions{typeName: "servicePrincipal", context: "servicePrincipals", pageSize: 100, maxTop: 999})
}

// createServicePrincipal makes the service principal of a registration in this tenant. An application that has not
// been replicated and a wrong appId look the same.
func (s *store) createServicePrincipal(g *graphRequest, appID string) (*reply, *refusal) {
	if refused := s.permit(g, ruleAppWrite); refused != nil {
		return nil, refused
	}
	if refused := g.needBody(); refused != nil {
		return nil, refused
	}
	if refused := checkBody("servicePrincipal", g.body); refused != nil {
		return nil, refused
	}
	if appID == "" {
		return nil, badRequest("A value is required for property 'appId' of resource 'ServicePrincipal'.").with("MissingRequiredProperty", "appId")
	}
	app := s.appByAppID(appID)
	if app != nil && !s.may(g.who, "", actionCreateSP) {
		if refused := s.permitOwner(g, ruleAppWrite, app.id()); refused != nil {
			return nil, refused
		}
	}
	if s.spByAppID(appID) != nil {
		return nil, taken("The service principal cannot be created, updated, or restored because the service principal name %s is already in use.", appID).
			with("ObjectConflict", "servicePrincipalNames")
	}
	if app == nil || !s.replicated(app, s.sc.Delays.Application) {
		return nil, badRequest("The appId '%s' of the service principal does not reference a valid application object.", cut(appID, 60)).
			with("NoBackingApplicationObject", "appId")
	}
	o := mergeInto(blankServicePrincipal(), g.body)
	if refused := checkTags(o, "ServicePrincipal"); refused != nil {
		return nil, refused
	}
	o = s.addServicePrincipal(o, app.now())
	return created(g, s.derived(o), "servicePrincipals"), nil
}

// addServicePrincipal puts a service principal of a registration into the directory.
func (s *store) addServicePrincipal(o, app object) object {
	o["id"], o["appId"] = s.ids.guid(), app["appId"]
	// In no reference page, and in every whole answer: when it came into the tenant.
	o["createdByAppId"], o["createdDateTime"] = app["createdByAppId"], stamp(s.clk.now())
	s.sps = append(s.sps, newRecord(o, s.clk.now()))
	return o
}

// oneServicePrincipal reads, changes, upserts and deletes one service principal.
func (s *store) oneServicePrincipal(g *graphRequest, key segment, r *record, seen object) (*reply, *refusal) {
	if refused := g.allow(http.MethodGet, http.MethodPatch, http.MethodDelete); refused != nil {
		return nil, refused
	}
	if g.method == http.MethodGet {
		if refused := s.permit(g, ruleAppRead); refused != nil {
			return nil, refused
		}
		if seen == nil {
			return nil, missing(key.key)
		}
		return g.single(s.derived(seen), "servicePrincipal", "servicePrincipals")
	}
	if r == nil && g.method == http.MethodPatch && key.keyName == "appId" && g.prefers("create-if-missing") {
		return s.createServicePrincipal(g, key.key)
	}
	if !ruleAppWrite.holds(g.who) {
		return nil, denied()
	}
	if seen == nil || r.now() == nil {
		return nil, missing(key.key)
	}
	owner := ""
	if app := s.appByAppID(text(r.now(), "appId")); app != nil {
		owner = app.id()
	}
	if refused := s.permitOwner(g, ruleAppWrite, owner); refused != nil {
		return nil, refused
	}
	if g.method == http.MethodDelete {
		s.deleteServicePrincipal(r)
		return noContent(), nil
	}
	return s.patchServicePrincipal(g, r)
}

// patchServicePrincipal changes a service principal.
func (s *store) patchServicePrincipal(g *graphRequest, r *record) (*reply, *refusal) {
	if refused := g.needBody(); refused != nil {
		return nil, refused
	}
	if v, has := g.body["appId"]; has && v != r.now()["appId"] {
		return nil, badRequest("Property 'appId' is read-only and cannot be set.")
	}
	if refused := checkBody("servicePrincipal", g.body); refused != nil {
		return nil, refused
	}
	after := mergeInto(cloneObject(r.now()), g.body)
	if refused := checkTags(after, "ServicePrincipal"); refused != nil {
		return nil, refused
	}
	r.put(after, s.clk.now())
	return noContent(), nil
}

// deleteServicePrincipal moves a service principal to the bin; what was granted to it is gone for good.
func (s *store) deleteServicePrincipal(r *record) {
	id, now := r.id(), s.clk.now()
	for _, records := range [][]*record{s.assignments, s.delegated} {
		for _, a := range records {
			if o := a.now(); o != nil && (text(o, "principalId") == id || text(o, "clientId") == id) {
				a.put(nil, now)
			}
		}
	}
	s.toBin(r, "servicePrincipal")
}
