package sim

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// serveDeletedItems answers what is below /directory/deletedItems.
func (s *store) serveDeletedItems(g *graphRequest) (*reply, *refusal) {
	if g.seg(1) != "deletedItems" || len(g.path) < 3 {
		return nil, noSegment(cut(g.seg(1), 80))
	}
	what := g.seg(2)
	if typeName, isType := strings.CutPrefix(what, "microsoft.graph."); isType {
		return s.listDeleted(g, typeName)
	}
	if refused := s.permit(g, ruleBin); refused != nil {
		return nil, refused
	}
	gone, ok := s.bin[strings.ToLower(what)]
	if !ok || !s.kept(gone) {
		return nil, missing(cut(what, 80))
	}
	switch {
	case len(g.path) == 3 && g.method == http.MethodGet:
		return g.single(gone, strings.TrimPrefix(text(gone, "@odata.type"), "#microsoft.graph."), "directoryObjects")
	case len(g.path) == 3 && g.method == http.MethodDelete:
		delete(s.bin, strings.ToLower(what))
		delete(s.owners, text(gone, "id"))
		delete(s.federated, text(gone, "id"))
		return noContent(), nil
	case len(g.path) == 4 && g.seg(3) == "restore" && g.method == http.MethodPost:
		return s.restore(g, gone)
	case len(g.path) == 3 || g.seg(3) == "restore":
		return nil, g.allow()
	default:
		return nil, noSegment(cut(g.seg(3), 80))
	}
}

// binLife is how long a deleted object can be brought back (Graph docs, directory-deleteditems-restore).
const binLife = 30 * 24 * time.Hour

// kept tells whether a deleted object is still in the bin.
func (s *store) kept(gone object) bool {
	at, err := parseTime(text(gone, "deletedDateTime"))
	return err != nil || s.clk.now().Sub(at) < binLife
}

// nameTaken tells whether a unique name is in use. A deleted registration keeps its own while it is in the bin. but is
// the object id of the one that asks.
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

// listDeleted lists the bin by type.
func (s *store) listDeleted(g *graphRequest, typeName string) (*reply, *refusal) {
	if !slices.Contains([]string{"application", "servicePrincipal", "user", "group"}, typeName) || len(g.path) > 3 {
		return nil, noSegment(cut(g.path[len(g.path)-1].original, 80))
	}
	if refused := g.allow(http.MethodGet); refused != nil {
		return nil, refused
	}
	if refused := s.permit(g, ruleBinRead); refused != nil {
		return nil, refused
	}
	var out []object
	for _, gone := range s.bin {
		if at, err := parseTime(text(gone, "deletedDateTime")); err == nil && s.behind > 0 && at.After(s.known()) {
			continue // not yet, for the server in charge
		}
		if text(gone, "@odata.type") == "#microsoft.graph."+typeName && s.kept(gone) {
			o := cloneObject(gone)
			delete(o, "@odata.type")
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b object) int {
		return strings.Compare(text(b, "deletedDateTime")+text(b, "id"), text(a, "deletedDateTime")+text(a, "id"))
	})
	return g.collection(of(out), listOptions{typeName: typeName, context: "directory/deletedItems/microsoft.graph." + typeName, pageSize: 100, maxTop: 999})
}

// restore brings an object back under its old ids. A registration comes back without its service principal, and a
// service principal without what was granted to it.
func (s *store) restore(g *graphRequest, gone object) (*reply, *refusal) {
	o := cloneObject(gone)
	kind := strings.TrimPrefix(text(o, "@odata.type"), "#microsoft.graph.")
	delete(o, "@odata.type")
	o["deletedDateTime"] = nil
	records := &s.apps
	if kind == "servicePrincipal" {
		records = &s.sps
		if s.spByAppID(text(o, "appId")) != nil {
			return nil, taken("The service principal cannot be restored because the service principal name %s is already in use.", text(o, "appId")).
				with("ObjectConflict", "servicePrincipalNames")
		}
		if s.appByAppID(text(o, "appId")) == nil {
			return nil, badRequest("The appId '%s' of the service principal does not reference a valid application object.", text(o, "appId")).
				with("NoBackingApplicationObject", "appId")
		}
	} else if s.nameTaken(text(o, "uniqueName"), text(o, "id")) {
		return nil, uniqueNameTaken()
	}
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
