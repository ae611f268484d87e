package sim

import (
	"net/http"
	"strings"
)

// roleObject is a directory role of this tenant; its object id differs from its template id.
func (s *store) roleObject(r role) object {
	o := blank("directoryRole")
	o["@odata.type"] = "#microsoft.graph.directoryRole"
	o["id"], o["displayName"], o["roleTemplateId"] = s.localID(r.template), r.name, r.template
	o["description"] = r.name + " in " + s.sc.Tenant.Name + "."
	return o
}

// localID turns an id that is the same everywhere into one of this tenant, always the same for the same tenant.
func (s *store) localID(global string) string {
	return s.sc.Tenant.ID[:8] + global[8:24] + s.sc.Tenant.ID[24:]
}

// serveMe answers /me and the caller's memberships.
func (s *store) serveMe(g *graphRequest) (*reply, *refusal) {
	if g.who.AppOnly {
		return nil, badQuery("/me request is only valid with delegated authentication flow.")
	}
	if refused := g.allow(http.MethodGet); refused != nil {
		return nil, refused
	}
	if refused := s.permit(g, ruleMe); refused != nil {
		return nil, refused
	}
	acc, ok := s.accountByID(g.who.AccountID)
	if !ok {
		return nil, missing(g.who.AccountID)
	}
	switch len(g.path) {
	case 1:
		return g.single(userObject(acc), "user", "users")
	case 2, 3:
		if m := g.path[1].name; m == "transitiveMemberOf" || m == "memberOf" {
			return s.memberships(g, acc)
		}
	}
	return nil, noSegment(cut(g.path[1].original, 80))
}

// memberships lists groups and active roles. Cast to directoryRole it is an advanced query and lags with the index.
// Without a right to read roles only ids come back, which means "unknown", not "none".
func (s *store) memberships(g *graphRequest, acc Account) (*reply, *refusal) {
	cast := g.seg(2)
	switch cast {
	case "", "microsoft.graph.directoryRole", "microsoft.graph.group":
	default:
		return nil, noSegment(cut(cast, 80))
	}
	if cast != "" && !g.advanced() {
		return nil, unsupported("The specified OData cast in the path is only supported with the 'ConsistencyLevel:eventual' header and $count=true.")
	}
	var out []object
	if cast != "microsoft.graph.directoryRole" && !acc.Guest() {
		group := blank("group")
		group["@odata.type"], group["id"], group["displayName"] = "#microsoft.graph.group", s.localID("a11c0000-0000-4000-8000-000000000000"), "All Company"
		out = append(out, group)
		for _, name := range acc.groupsOf() {
			group := blank("group")
			group["@odata.type"], group["id"], group["displayName"] = "#microsoft.graph.group", s.groupID(name), name
			out = append(out, group)
		}
	}
	direct := g.path[1].name == "memberOf" // what a group holds shows among transitive memberships only
	detailed := ruleRoleReads.holds(g.who)
	for _, r := range builtInRoles {
		since, active := s.activated[acc.ID][r.template]
		if !active || cast == "microsoft.graph.group" || cast != "" && since.After(s.since(s.sc.Delays.Index)) {
			continue
		}
		if _, group := acc.throughGroup(r.template); group && direct {
			continue
		}
		o := s.roleObject(r)
		if !detailed {
			o = object{"@odata.type": o["@odata.type"], "id": o["id"], "displayName": nil, "description": nil, "roleTemplateId": nil}
		}
		out = append(out, o)
	}
	typeName, context := "directoryObject", "directoryObjects"
	if cast != "" {
		typeName, context = strings.TrimPrefix(cast, "microsoft.graph."), strings.TrimPrefix(cast, "microsoft.graph.")+"s"
		for _, o := range out {
			delete(o, "@odata.type")
		}
	}
	return g.collection(of(out), listOptions{
		typeName: typeName, context: context, pageSize: 100, maxTop: 999, extra: []string{"displayName", "description", "roleTemplateId"},
	})
}

// serveDirectoryRoles lists the roles that are active in the tenant.
func (s *store) serveDirectoryRoles(g *graphRequest) (*reply, *refusal) {
	if len(g.path) > 1 || g.path[0].hasKey {
		return nil, noSegment(cut(g.path[len(g.path)-1].original, 80))
	}
	if refused := g.allow(http.MethodGet); refused != nil {
		return nil, refused
	}
	if refused := s.permit(g, ruleRoleReads); refused != nil {
		return nil, refused
	}
	var out []object
	for _, r := range builtInRoles {
		o := s.roleObject(r)
		delete(o, "@odata.type")
		out = append(out, o)
	}
	return g.collection(of(out), listOptions{typeName: "directoryRole", context: "directoryRoles", pageSize: 100, maxTop: 999})
}

// serveOrganization answers /organization. With User.Read alone only id, name and domains are filled.
func (s *store) serveOrganization(g *graphRequest) (*reply, *refusal) {
	if refused := g.allow(http.MethodGet); refused != nil {
		return nil, refused
	}
	if refused := s.permit(g, ruleOrganization); refused != nil {
		return nil, refused
	}
	t := s.sc.Tenant
	o := blank("organization")
	domains := []any{}
	for _, d := range t.Domains {
		domains = append(domains, object{
			"name": d.Name, "isDefault": d.IsDefault, "isInitial": d.IsInitial, "type": "Managed", "capabilities": "Email, OfficeCommunicationsOnline",
		})
	}
	o["id"], o["displayName"], o["verifiedDomains"] = t.ID, t.Name, domains
	full := rule{scopes: [][]string{{"Organization.Read.All", "Directory.Read.All", "Directory.ReadWrite.All", "Directory.AccessAsUser.All"}}}
	if full.holds(g.who) {
		o["tenantType"], o["countryLetterCode"] = "AAD", "US"
		plans := []any{}
		if s.sc.Licence != "free" {
			plans = append(plans, object{
				"assignedDateTime": stamp(s.clk.now().Add(-origin)), "capabilityStatus": "Enabled", "service": "AADPremiumService",
				"servicePlanId": "41781fb2-bc02-4b7c-bd55-b576c07bb09d",
			})
		}
		o["assignedPlans"] = plans
	} else {
		for name, v := range o {
			if _, isList := v.([]any); isList && name != "verifiedDomains" {
				o[name] = nil
			}
		}
	}
	switch {
	case len(g.path) == 1 && !g.path[0].hasKey:
		return g.collection(of([]object{o}), listOptions{typeName: "organization", context: "organization", pageSize: 100, maxTop: 999})
	case len(g.path) == 2 && strings.EqualFold(g.seg(1), t.ID), len(g.path) == 1 && strings.EqualFold(g.path[0].key, t.ID):
		return g.single(o, "organization", "organization")
	case len(g.path) == 2:
		return nil, missing(cut(g.seg(1), 80))
	default:
		return nil, noSegment(cut(g.seg(2), 80))
	}
}
