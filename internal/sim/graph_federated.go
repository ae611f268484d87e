package sim

import (
	"slices"
	"strings"
)

func (s *store) listFederated(g *graphRequest) (*reply, *refusal) {
	id := g.target.id()
	return g.list(s.federated[id], "federatedIdentityCredential",
		"applications('"+id+"')/federatedIdentityCredentials")
}

// addFederated adds a credential (Graph docs, application-post-federatedidentitycredentials).
func (s *store) addFederated(g *graphRequest) (*reply, *refusal) {
	id, name := g.target.id(), text(g.body, "name")
	have := s.federated[id]
	for _, needed := range []string{"name", "issuer", "subject"} {
		if strings.TrimSpace(text(g.body, needed)) == "" {
			return nil, missingValue("FederatedIdentityCredential", needed)
		}
	}
	switch {
	case len(texts(g.body, "audiences")) != 1:
		return nil, badRequest("Property 'audiences' must hold exactly one value.").
			with("InvalidValue", "audiences")
	case len(have) >= 20:
		return nil, badRequest("The maximum number of federated identity credentials on an " +
			"application is 20.")
	case slices.ContainsFunc(have, func(o object) bool { return text(o, "name") == name }):
		return nil, taken("FederatedIdentityCredential with name %s already exists.", cut(name, 60)).
			with("ObjectConflict", "name")
	}
	o := mergeInto(blank("federatedIdentityCredential"), g.body)
	o["id"] = s.ids.guid()
	s.federated[id] = append(have, o)
	return created(g, o, "applications('"+id+"')/federatedIdentityCredentials"), nil
}
