package sim

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// binLife is how long a deleted object can be brought back (Graph docs, directory-deleteditems-restore).
const binLife = 30 * 24 * time.Hour

// kept reports whether a deleted object is still in the bin.
func (s *store) kept(gone object) bool {
	at, err := parseTime(text(gone, "deletedDateTime"))
	return err != nil || s.clk.now().Sub(at) < binLife
}

// nameTaken tells whether a unique name is in use. A deleted registration keeps its own while it is in the
// bin. but is the object id of the one that asks.
func (s *store) nameTaken(uniqueName, but string) bool {
	if uniqueName == "" {
		return false
	}
	if r := byText(s.apps, "uniqueName", uniqueName); r != nil {
		return true
	}
	for id, gone := range s.bin {
		if id != but && strings.EqualFold(text(gone, "uniqueName"), uniqueName) && s.kept(gone) {
			return true
		}
	}
	return false
}

// listDeleted lists the bin by type, the youngest first.
func listDeleted(typeName string) func(*store, *graphRequest) (*reply, *refusal) {
	return func(s *store, g *graphRequest) (*reply, *refusal) {
		var out []object
		for _, gone := range s.bin {
			if at, err := parseTime(text(gone, "deletedDateTime")); err == nil && s.behind > 0 &&
				at.After(s.known()) {
				continue // not yet, for the server in charge
			}
			if kindOf(gone) == typeName && s.kept(gone) {
				o := cloneObject(gone)
				delete(o, "@odata.type")
				out = append(out, o)
			}
		}
		slices.SortFunc(out, func(a, b object) int {
			return strings.Compare(text(b, "deletedDateTime")+text(b, "id"),
				text(a, "deletedDateTime")+text(a, "id"))
		})
		return g.list(out, typeName, "directory/deletedItems/microsoft.graph."+typeName)
	}
}

// kindOf is the type that an entity of the bin is of.
func kindOf(gone object) string {
	return strings.TrimPrefix(text(gone, "@odata.type"), "#microsoft.graph.")
}

// inBin finds a deleted entity by its former id.
func (s *store) inBin(g *graphRequest) (object, *refusal) {
	id := g.keys[0].key
	gone, ok := s.bin[strings.ToLower(id)]
	if !ok || !s.kept(gone) {
		return nil, missing(cut(id, 80))
	}
	return gone, nil
}

// purge deletes for good.
func (s *store) purge(g *graphRequest) (*reply, *refusal) {
	gone, refused := s.inBin(g)
	if refused != nil {
		return nil, refused
	}
	id := text(gone, "id")
	delete(s.bin, id)
	delete(s.owners, id)
	delete(s.federated, id)
	return noContent(), nil
}

// restore brings an object back under its old ids. A registration comes back without its service principal,
// and a service principal without what was granted to it.
func (s *store) restore(g *graphRequest) (*reply, *refusal) {
	gone, refused := s.inBin(g)
	if refused != nil {
		return nil, refused
	}
	if refused := s.mayReturn(gone); refused != nil {
		return nil, refused
	}
	o, kind, records := cloneObject(gone), kindOf(gone), &s.apps
	if kind == "servicePrincipal" {
		records = &s.sps
	}
	delete(o, "@odata.type")
	o["deletedDateTime"] = nil
	delete(s.bin, text(o, "id"))
	now := s.clk.now()
	i := slices.IndexFunc(*records, func(r *record) bool { return r.id() == text(o, "id") })
	if i >= 0 {
		(*records)[i].put(o, now)
	} else {
		*records = append(*records, newRecord(o, now.Add(-origin)))
	}
	body := cloneObject(o)
	body["@odata.type"] = "#microsoft.graph." + kind
	body["@odata.context"] = g.base + "/$metadata#directoryObjects/$entity"
	return &reply{status: http.StatusOK, body: body}, nil
}

// mayReturn refuses what would be there twice, and a service principal without its registration.
func (s *store) mayReturn(gone object) *refusal {
	appID := text(gone, "appId")
	switch {
	case kindOf(gone) != "servicePrincipal":
		if s.nameTaken(text(gone, "uniqueName"), text(gone, "id")) {
			return uniqueNameTaken()
		}
	case s.spByAppID(appID) != nil:
		return principalTaken(appID)
	case s.appByAppID(appID) == nil:
		return noBackingApplication(appID)
	}
	return nil
}
