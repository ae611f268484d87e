package sim

import "strings"

// blankServicePrincipal is a service principal with everything at its default.
func blankServicePrincipal() object {
	o := blank("servicePrincipal")
	o["accountEnabled"] = true
	o["appRoleAssignmentRequired"] = false
	o["servicePrincipalType"] = "Application"
	return o
}

// microsoftTenant owns the applications that Microsoft ships.
const microsoftTenant = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"

// graphServicePrincipal is Microsoft Graph's own, which every tenant has; its object id differs from tenant
// to tenant.
func (s *store) graphServicePrincipal() object {
	o := blankServicePrincipal()
	o["id"], o["appId"] = s.ids.guid(), graphResource
	o["displayName"], o["appDisplayName"] = "Microsoft Graph", "Microsoft Graph"
	o["appOwnerOrganizationId"] = microsoftTenant
	o["servicePrincipalNames"] = []any{graphResource, "https://graph.microsoft.com"}
	o["signInAudience"] = "AzureADMultipleOrgs"
	roles, scopes := []any{}, []any{}
	for _, p := range graphPermissions().AppRoles {
		roles = append(roles, appRole(p.ID, p.Value, p.DisplayName, p.DisplayName))
	}
	for _, p := range graphPermissions().Scopes {
		kind := "User"
		if p.Admin {
			kind = "Admin"
		}
		scopes = append(scopes, delegatedScope(p.ID, p.Value, kind, p.DisplayName, p.DisplayName))
	}
	o["appRoles"], o["oauth2PermissionScopes"] = s.sc.morePermissions(roles, scopes)
	return o
}

// appRole is an application permission as its resource lists it.
func appRole(id, value, name, description string) object {
	return object{
		"id": id, "value": value, "displayName": name, "description": description, "isEnabled": true,
		"allowedMemberTypes": []any{"Application"}, "origin": "Application",
	}
}

// delegatedScope is a delegated permission as its resource lists it; kind is who may consent: User or Admin.
func delegatedScope(id, value, kind, name, description string) object {
	return object{
		"id": id, "value": value, "isEnabled": true, "type": kind,
		"adminConsentDisplayName": name, "adminConsentDescription": description,
		"userConsentDisplayName": name, "userConsentDescription": description,
	}
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

// derived is a service principal as it is read: names, addresses and the switch-off come from its
// registration, and its tags are joined with the registration's.
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
	o["tags"] = anys(union(texts(sp, "tags"), texts(app, "tags")))
	return o
}

// postServicePrincipal makes the service principal of a registration in this tenant. An application that has
// not been replicated and a wrong appId look the same.
func (s *store) postServicePrincipal(g *graphRequest) (*reply, *refusal) {
	appID := text(g.body, "appId")
	if appID == "" {
		return nil, missingValue("ServicePrincipal", "appId")
	}
	app := s.appByAppID(appID)
	if app != nil && !s.may(g.who, "", actionCreateSP) {
		if refused := s.mayChangeApp(g, app.id()); refused != nil {
			return nil, refused
		}
	}
	switch {
	case s.spByAppID(appID) != nil:
		return nil, principalTaken(appID)
	case app == nil || !s.replicated(app, s.sc.Delays.Application):
		return nil, noBackingApplication(appID)
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

func (s *store) getServicePrincipal(g *graphRequest) (*reply, *refusal) {
	return g.single(s.derived(g.seen), "servicePrincipal", "servicePrincipals")
}

func (s *store) patchServicePrincipal(g *graphRequest) (*reply, *refusal) {
	if v, has := g.body["appId"]; has && v != g.target.now()["appId"] {
		return nil, fixedProperty("appId")
	}
	if refused := g.needBody("servicePrincipal"); refused != nil {
		return nil, refused
	}
	after := mergeInto(cloneObject(g.target.now()), g.body)
	if refused := checkTags(after, "ServicePrincipal"); refused != nil {
		return nil, refused
	}
	g.target.put(after, s.clk.now())
	return noContent(), nil
}

func (s *store) deleteServicePrincipal(g *graphRequest) (*reply, *refusal) {
	s.binServicePrincipal(g.target)
	return noContent(), nil
}

// binServicePrincipal moves a service principal to the bin; what was granted to it is gone for good.
func (s *store) binServicePrincipal(r *record) {
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
