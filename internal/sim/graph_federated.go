package sim

import (
	"net/http"
	"slices"
	"strings"
)

// serveFederated answers federatedIdentityCredentials below a registration: listing and adding (Graph docs,
// application-post-federatedidentitycredentials).
func (s *store) serveFederated(g *graphRequest, r *record) (*reply, *refusal) {
	if refused := g.allow(http.MethodGet, http.MethodPost); refused != nil {
		return nil, refused
	}
	if g.method == http.MethodGet {
		if refused := s.permit(g, ruleAppRead); refused != nil {
			return nil, refused
		}
		return g.collection(of(s.federated[r.id()]), listOptions{typeName: "federatedIdentityCredential", pageSize: 100, maxTop: 999,
			context: "applications('" + r.id() + "')/federatedIdentityCredentials"})
	}
	if refused := s.permitOwner(g, ruleAppWrite, r.id()); refused != nil {
		return nil, refused
	}
	if refused := g.needBody(); refused != nil {
		return nil, refused
	}
	if refused := checkBody("federatedIdentityCredential", g.body); refused != nil {
		return nil, refused
	}
	have := s.federated[r.id()]
	for _, name := range []string{"name", "issuer", "subject"} {
		if strings.TrimSpace(text(g.body, name)) == "" {
			return nil, badRequest("A value is required for property '%s' of resource 'FederatedIdentityCredential'.", name).with("MissingRequiredProperty", name)
		}
	}
	switch {
	case len(texts(g.body, "audiences")) != 1:
		return nil, badRequest("Property 'audiences' must hold exactly one value.").with("InvalidValue", "audiences")
	case len(have) >= 20:
		return nil, badRequest("The maximum number of federated identity credentials on an application is 20.")
	case slices.ContainsFunc(have, func(o object) bool { return text(o, "name") == text(g.body, "name") }):
		return nil, taken("FederatedIdentityCredential with name %s already exists.", cut(text(g.body, "name"), 60)).with("ObjectConflict", "name")
	}
	o := mergeInto(blank("federatedIdentityCredential"), g.body)
	o["id"] = s.ids.guid()
	s.federated[r.id()] = append(have, o)
	return created(g, o, "applications('"+r.id()+"')/federatedIdentityCredentials"), nil
}
