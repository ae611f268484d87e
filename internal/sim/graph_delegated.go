package sim

import (
	"net/http"
	"slices"
	"strings"
)

// serveDelegatedGrants answers /oauth2PermissionGrants.
func (s *store) serveDelegatedGrants(g *graphRequest) (*reply, *refusal) {
	if g.path[0].hasKey || len(g.path) > 2 {
		return nil, noSegment(cut(g.path[len(g.path)-1].original, 80))
	}
	if len(g.path) == 2 {
		return s.oneDelegatedGrant(g, g.path[1].original)
	}
	if refused := g.allow(http.MethodGet, http.MethodPost); refused != nil {
		return nil, refused
	}
	if g.method == http.MethodPost {
		return s.createDelegatedGrant(g)
	}
	if refused := s.permit(g, ruleDelegatedGet); refused != nil {
		return nil, refused
	}
	return g.collection(of(s.delegatedSeen("")), listOptions{typeName: "oAuth2PermissionGrant", context: "oauth2PermissionGrants", pageSize: 100, maxTop: 999})
}

// grantsOfClient answers servicePrincipals/{id}/oauth2PermissionGrants.
func (s *store) grantsOfClient(g *graphRequest, sp *record, rest []segment) (*reply, *refusal) {
	if len(rest) > 0 {
		return nil, noSegment(cut(rest[0].original, 80))
	}
	if refused := g.allow(http.MethodGet); refused != nil {
		return nil, refused
	}
	if refused := s.permit(g, ruleDelegatedGet); refused != nil {
		return nil, refused
	}
	return g.collection(of(s.delegatedSeen(sp.id())), listOptions{typeName: "oAuth2PermissionGrant", context: "oauth2PermissionGrants", pageSize: 100, maxTop: 999})
}

// delegatedSeen lists the grants that a reader sees, of one client or of all.
func (s *store) delegatedSeen(clientID string) []object {
	var out []object
	for _, r := range s.delegated {
		if o := r.asOf(s.since(s.sc.Delays.GrantList)); o != nil && (clientID == "" || text(o, "clientId") == clientID) {
			out = append(out, o)
		}
	}
	return out
}

func (s *store) findDelegated(clientID, resourceID, consentType, principalID string) *record {
	for _, r := range s.delegated {
		o := r.now()
		if o != nil && text(o, "clientId") == clientID && text(o, "resourceId") == resourceID &&
			text(o, "consentType") == consentType && text(o, "principalId") == principalID {
			return r
		}
	}
	return nil
}

// createDelegatedGrant grants scopes. Shortly after the client was made, the first answer is an error although the grant
// was written, as the real service has been seen to do.
func (s *store) createDelegatedGrant(g *graphRequest) (*reply, *refusal) {
	if refused := s.permitScopes(g); refused != nil {
		return nil, refused
	}
	if refused := g.needBody(); refused != nil {
		return nil, refused
	}
	if refused := checkBody("oAuth2PermissionGrant", g.body); refused != nil {
		return nil, refused
	}
	o := mergeInto(blank("oAuth2PermissionGrant"), g.body)
	for _, name := range []string{"clientId", "resourceId"} { // object ids of service principals, never client ids
		sp := byID(s.sps, text(o, name))
		if sp == nil {
			return nil, badRequest("Resource '%s' does not exist or one of its queried reference-property objects are not present.",
				cut(text(o, name), 60))
		}
		o[name] = sp.id()
	}
	all := text(o, "consentType") == "AllPrincipals"
	if !all && text(o, "consentType") != "Principal" || all != (text(o, "principalId") == "") {
		return nil, badRequest("Invalid value specified for property 'consentType' of resource 'OAuth2PermissionGrant'.").with("InvalidValue", "consentType")
	}
	if refused := checkScopeLength(o); refused != nil {
		return nil, refused
	}
	client := byID(s.sps, text(o, "clientId"))
	if s.findDelegated(client.id(), text(o, "resourceId"), text(o, "consentType"), text(o, "principalId")) != nil {
		refused := taken("Permission entry already exists.").with("ObjectConflict", "")
		if s.sc.Wire.DuplicateGrant == http.StatusBadRequest {
			refused = badRequest("Permission entry already exists.")
		}
		return nil, refused
	}
	phantom := !s.replicated(client, s.sc.Delays.ServicePrincipal) && !s.everDelegated(client.id())
	o["id"] = s.grantID()
	s.delegated = append(s.delegated, newRecord(o, s.clk.now()))
	if phantom {
		return nil, refuse(http.StatusNotFound, "Directory_ObjectNotFound", "Unable to read the company information from the directory.")
	}
	return created(g, o, "oauth2PermissionGrants"), nil
}

// permitScopes lets administrators grant scopes, and holders of a custom role for consent.
func (s *store) permitScopes(g *graphRequest) *refusal {
	if ruleDelegatedSet.holds(g.who) && s.may(g.who, "", actionConsentForAll) {
		return nil
	}
	return s.permit(g, ruleDelegatedSet)
}

// everDelegated tells whether scopes were ever granted to a client, taken back or not.
func (s *store) everDelegated(clientID string) bool {
	return slices.ContainsFunc(s.delegated, func(r *record) bool { return text(r.versions[0].body, "clientId") == clientID })
}

// checkScopeLength refuses a list that is longer than the directory keeps (Graph docs, oAuth2PermissionGrant).
func checkScopeLength(o object) *refusal {
	if len(text(o, "scope")) > 3850 {
		return badRequest("Invalid value specified for property 'scope' of resource 'OAuth2PermissionGrant'.").with("InvalidLength", "scope")
	}
	return nil
}

// oneDelegatedGrant reads, changes and takes back one grant. PATCH replaces the whole scope list.
func (s *store) oneDelegatedGrant(g *graphRequest, id string) (*reply, *refusal) {
	if refused := g.allow(http.MethodGet, http.MethodPatch, http.MethodDelete); refused != nil {
		return nil, refused
	}
	if g.method == http.MethodGet {
		if refused := s.permit(g, ruleDelegatedGet); refused != nil {
			return nil, refused
		}
	} else if refused := s.permitScopes(g); refused != nil {
		return nil, refused
	}
	var r *record
	for _, d := range s.delegated {
		if o := d.now(); o != nil && text(o, "id") == id {
			r = d
		}
	}
	if r == nil {
		return nil, missing(cut(id, 80))
	}
	switch g.method {
	case http.MethodGet:
		seen := s.seenAs(r)
		if seen == nil {
			return nil, missing(cut(id, 80))
		}
		return g.single(seen, "oAuth2PermissionGrant", "oauth2PermissionGrants")
	case http.MethodDelete:
		r.put(nil, s.clk.now())
		return noContent(), nil
	}
	if refused := g.needBody(); refused != nil {
		return nil, refused
	}
	if refused := checkBody("oAuth2PermissionGrant", g.body); refused != nil {
		return nil, refused
	}
	for name := range g.body {
		if name != "scope" && !strings.HasPrefix(name, "@odata.") {
			return nil, badRequest("Property '%s' is read-only and cannot be set.", name)
		}
	}
	if refused := checkScopeLength(g.body); refused != nil {
		return nil, refused
	}
	r.put(mergeInto(cloneObject(r.now()), g.body), s.clk.now())
	return noContent(), nil
}
