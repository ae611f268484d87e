package sim

import (
	"slices"
	"strings"
)

// Values of Wire.UpsertOwner: who owns what an upsert by somebody without an administrator role made.
// Microsoft's pages name the caller of POST /applications and are silent about the upsert; for applications
// as callers it is a known issue that nobody becomes the owner (Azure/bicep#14868).
const (
	upsertOwnerCaller = ""       // the caller, as of a POST
	upsertOwnerBound  = "bound"  // only whom the body binds
	upsertOwnerNobody = "nobody" // nobody, and a body that binds somebody is refused
)

// ownersOfNew are the owners of a registration that was just made: those that the body binds, else the caller
// where no administrator role made it.
func (s *store) ownersOfNew(g *graphRequest, bound []string, upsert bool) []string {
	if len(bound) > 0 || g.who.AppOnly || roleIn(g.who.WIDs, appAdmins...) {
		return bound
	}
	if upsert && s.sc.Wire.UpsertOwner != upsertOwnerCaller {
		return nil
	}
	return []string{g.who.AccountID}
}

// bindOwners takes owners@odata.bind out of a body.
func (s *store) bindOwners(body object, upsert bool) ([]string, object, *refusal) {
	raw, has := body["owners@odata.bind"]
	if !has {
		return nil, body, nil
	}
	if upsert && s.sc.Wire.UpsertOwner == upsertOwnerNobody {
		return nil, nil, badRequest(
			"Specified annotation 'odata.bind' is not supported on property 'owners' in this request.")
	}
	links, ok := raw.([]any)
	if !ok || len(links) > 20 {
		return nil, nil, badRequest("Property 'owners@odata.bind' must hold at most 20 references.")
	}
	rest := cloneObject(body)
	delete(rest, "owners@odata.bind")
	var owners []string
	for _, l := range links {
		link, _ := l.(string)
		acc, ok := s.accountByID(link[strings.LastIndex(link, "/")+1:])
		if !ok {
			return nil, nil, missing(cut(link, 60))
		}
		owners = append(owners, acc.ID)
	}
	return owners, rest, nil
}

// owned counts the registrations of an account; recently deleted ones count too.
func (s *store) owned(accountID string) int {
	n := 0
	for _, owners := range s.owners {
		if slices.Contains(owners, accountID) {
			n++
		}
	}
	return n
}

func (s *store) listOwners(g *graphRequest) (*reply, *refusal) {
	var out []object
	for _, id := range s.owners[g.target.id()] {
		if acc, ok := s.accountByID(id); ok {
			o := userObject(acc)
			o["@odata.type"] = "#microsoft.graph.user"
			out = append(out, o)
		}
	}
	return g.collection(of(out), listOptions{
		typeName: "directoryObject", context: "directoryObjects", pageSize: 100, maxTop: 999,
		extra: []string{"displayName", "userPrincipalName", "mail"},
	})
}

// addOwner adds the account that the body refers to (Graph docs, application-post-owners).
func (s *store) addOwner(g *graphRequest) (*reply, *refusal) {
	link, refused := g.reference()
	if refused != nil {
		return nil, refused
	}
	acc, ok := s.accountByID(link[strings.LastIndex(link, "/")+1:])
	id := g.target.id()
	switch {
	case !ok:
		return nil, missing(cut(link, 80))
	case slices.Contains(s.owners[id], acc.ID):
		return nil, referenceThere("owners")
	}
	s.owners[id] = append(s.owners[id], acc.ID)
	return noContent(), nil
}
