package sim

import (
	"net/http"
	"slices"
	"strings"
)

// delegatedOf lists the grants of scopes to a service principal.
func (s *store) delegatedOf(g *graphRequest) (*reply, *refusal) {
	out := seenAt(s.delegated, s.since(s.sc.Delays.GrantList),
		func(o object) bool { return text(o, "clientId") == g.target.id() })
	return g.list(out, "oAuth2PermissionGrant", "oauth2PermissionGrants")
}

func (s *store) findDelegated(clientID, resourceID, consentType, principalID string) *record {
	return living(s.delegated, func(o object) bool {
		return text(o, "clientId") == clientID && text(o, "resourceId") == resourceID &&
			text(o, "consentType") == consentType && text(o, "principalId") == principalID
	})
}

// postDelegated grants scopes. Shortly after the client was made, the first answer is an error although the
// grant was written, as the real service has been seen to do.
func (s *store) postDelegated(g *graphRequest) (*reply, *refusal) {
	o := mergeInto(blank("oAuth2PermissionGrant"), g.body)
	// object ids of service principals, never client ids
	for _, name := range []string{"clientId", "resourceId"} {
		sp := byID(s.sps, text(o, name))
		if sp == nil {
			return nil, badRequest("Resource '%s' "+
				"does not exist or one of its queried reference-property objects are not present.",
				cut(text(o, name), 60))
		}
		o[name] = sp.id()
	}
	all := text(o, "consentType") == "AllPrincipals"
	if !all && text(o, "consentType") != "Principal" || all != (text(o, "principalId") == "") {
		return nil, invalidValue("OAuth2PermissionGrant", "consentType")
	}
	if refused := checkScopeLength(o); refused != nil {
		return nil, refused
	}
	client := byID(s.sps, text(o, "clientId"))
	if s.findDelegated(client.id(), text(o, "resourceId"), text(o, "consentType"),
		text(o, "principalId")) != nil {
		if s.sc.Wire.DuplicateGrant == http.StatusBadRequest {
			return nil, badRequest("Permission entry already exists.")
		}
		return nil, taken("Permission entry already exists.").with("ObjectConflict", "")
	}
	phantom := !s.replicated(client, s.sc.Delays.ServicePrincipal) && !s.everDelegated(client.id())
	o["id"] = s.grantID()
	s.delegated = append(s.delegated, newRecord(o, s.clk.now()))
	if phantom {
		return nil, refuse(http.StatusNotFound, "Directory_ObjectNotFound",
			"Unable to read the company information from the directory.")
	}
	return created(g, o, "oauth2PermissionGrants"), nil
}

// mayGrantScopes lets administrators grant scopes, and holders of a custom role for consent.
func (s *store) mayGrantScopes(g *graphRequest) *refusal {
	return deniedUnless(g.who.AppOnly || roleIn(g.who.WIDs, scopeGranters...) ||
		s.may(g.who, "", actionConsentForAll))
}

// everDelegated reports whether scopes were ever granted to a client, taken back or not.
func (s *store) everDelegated(clientID string) bool {
	return slices.ContainsFunc(s.delegated, func(r *record) bool {
		return text(r.versions[0].body, "clientId") == clientID
	})
}

// checkScopeLength refuses a list that is longer than the directory keeps (Graph docs,
// oAuth2PermissionGrant).
func checkScopeLength(o object) *refusal {
	if len(text(o, "scope")) <= 3850 {
		return nil
	}
	return badRequest("Invalid value specified for property 'scope' of resource 'OAuth2PermissionGrant'.").
		with("InvalidLength", "scope")
}

// patchDelegated replaces the whole list of scopes.
func (s *store) patchDelegated(g *graphRequest) (*reply, *refusal) {
	r := exactly(s.delegated, g.keys[0].key)
	if r == nil {
		return nil, missing(cut(g.keys[0].key, 80))
	}
	for name := range g.body {
		if name != "scope" && !strings.HasPrefix(name, "@odata.") {
			return nil, fixedProperty(name)
		}
	}
	if refused := checkScopeLength(g.body); refused != nil {
		return nil, refused
	}
	r.put(mergeInto(cloneObject(r.now()), g.body), s.clk.now())
	return noContent(), nil
}

func (s *store) deleteDelegated(g *graphRequest) (*reply, *refusal) {
	return s.erase(exactly(s.delegated, g.keys[0].key), g.keys[0].key)
}

// erase deletes for good what was found under an id.
func (s *store) erase(found *record, id string) (*reply, *refusal) {
	if found == nil {
		return nil, missing(cut(id, 80))
	}
	found.put(nil, s.clk.now())
	return noContent(), nil
}
