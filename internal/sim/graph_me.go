package sim

// roleObject is a directory role of this tenant; its object id differs from its template id.
func (s *store) roleObject(r role) object {
	o := blank("directoryRole")
	o["@odata.type"] = "#microsoft.graph.directoryRole"
	o["id"], o["displayName"], o["roleTemplateId"] = s.localID(r.template), r.name, r.template
	o["description"] = r.name + " in " + s.sc.Tenant.Name + "."
	return o
}

// localID turns an id that is the same everywhere into one of this tenant, always the same for the same
// tenant.
func (s *store) localID(global string) string {
	return s.sc.Tenant.ID[:8] + global[8:24] + s.sc.Tenant.ID[24:]
}

// myself is the account of the caller.
func (s *store) myself(g *graphRequest) (Account, *refusal) {
	if g.who.AppOnly {
		return Account{}, badQuery("/me request is only valid with delegated authentication flow.")
	}
	acc, ok := s.accountByID(g.who.AccountID)
	if !ok {
		return acc, missing(g.who.AccountID)
	}
	return acc, nil
}

func (s *store) me(g *graphRequest) (*reply, *refusal) {
	acc, refused := s.myself(g)
	if refused != nil {
		return nil, refused
	}
	return g.single(userObject(acc), "user", "users")
}

// memberships lists groups and active roles, those of groups included. Without a right to read roles only
// their ids come back, which means "unknown", not "none" (Graph docs, user-list-transitivememberof).
func (s *store) memberships(g *graphRequest) (*reply, *refusal) {
	acc, refused := s.myself(g)
	if refused != nil {
		return nil, refused
	}
	var out []object
	if !acc.Guest() {
		out = append(out, groupObject(s.localID("a11c0000-0000-4000-8000-000000000000"), "All Company"))
		for _, name := range acc.groupsOf() {
			out = append(out, groupObject(s.groupID(name), name))
		}
	}
	for _, r := range builtInRoles {
		if _, active := s.activated[acc.ID][r.template]; !active {
			continue
		}
		o := s.roleObject(r)
		if !ruleRoleReads.holds(g.who) {
			o = object{
				"@odata.type": o["@odata.type"], "id": o["id"],
				"displayName": nil, "description": nil, "roleTemplateId": nil,
			}
		}
		out = append(out, o)
	}
	return g.collection(of(out), listOptions{
		typeName: "directoryObject", context: "directoryObjects", pageSize: 100, maxTop: 999,
		extra: []string{"displayName", "description", "roleTemplateId"},
	})
}

func groupObject(id, name string) object {
	o := blank("group")
	o["@odata.type"], o["id"], o["displayName"] = "#microsoft.graph.group", id, name
	return o
}

var ruleWholeOrganization = rule{
	scopes: [][]string{append([]string{"Organization.Read.All"}, anyDirectoryRead...)},
}

// organization lists the one company. With User.Read alone only id, name and domains are filled (Graph docs,
// organization-list).
func (s *store) organization(g *graphRequest) (*reply, *refusal) {
	t := s.sc.Tenant
	o := blank("organization")
	domains := []any{}
	for _, d := range t.Domains {
		domains = append(domains, object{
			"name": d.Name, "isDefault": d.IsDefault, "isInitial": d.IsInitial,
			"type": "Managed", "capabilities": "Email, OfficeCommunicationsOnline",
		})
	}
	if ruleWholeOrganization.holds(g.who) {
		o["tenantType"], o["countryLetterCode"], o["assignedPlans"] = "AAD", "US", s.plans()
	} else {
		for name, v := range o {
			if _, isList := v.([]any); isList {
				o[name] = nil
			}
		}
	}
	o["id"], o["displayName"], o["verifiedDomains"] = t.ID, t.Name, domains
	return g.list([]object{o}, "organization", "organization")
}

// plans are what a licensed tenant has over a free one.
func (s *store) plans() []any {
	if s.sc.Licence == "free" {
		return []any{}
	}
	return []any{object{
		"assignedDateTime": stamp(s.clk.now().Add(-origin)), "capabilityStatus": "Enabled",
		"service":       "AADPremiumService",
		"servicePlanId": "41781fb2-bc02-4b7c-bd55-b576c07bb09d",
	}}
}
