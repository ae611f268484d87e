package sim

import (
	"maps"
)

// defaultPolicyID is the id of the tenant's app management policy.
func (s *store) defaultPolicyID() string { return s.localID("d4f0a000-0000-4000-8000-000000000000") }

// defaultPolicy is the tenant's app management policy, built from the scenario. The audiences restriction
// exists in beta only.
func (s *store) defaultPolicy(beta bool) object {
	p := s.sc.Policy
	var from, actors any
	if p.From != "" {
		at, _ := relative(p.From, s.started)
		from = stamp(at)
	}
	if len(p.Exempt) > 0 {
		actors = object{"customSecurityAttributes": []any{object{
			"@odata.type": "#microsoft.graph.customSecurityAttributeStringValueExemption",
			"id":          "PolicyExemptions_AppManagementExemption",
			"operator":    "equals", "value": "ExemptFromSecretRestrictions",
		}}}
	}
	restriction := func(kind, lifetime string) object {
		return object{
			"restrictionType": kind, "state": "enabled", "maxLifetime": nullable(lifetime),
			"restrictForAppsCreatedAfterDateTime": from, "excludeActors": clone(actors),
		}
	}
	passwords := []any{}
	if p.ForbidSecrets {
		passwords = append(passwords, restriction("passwordAddition", ""),
			restriction("symmetricKeyAddition", ""))
	}
	if p.MaxSecretLifetime != "" {
		passwords = append(passwords, restriction("passwordLifetime", p.MaxSecretLifetime))
	}
	apps := object{"passwordCredentials": passwords, "keyCredentials": []any{}, "identifierUris": nil}
	if beta {
		state := "disabled"
		if p.ForbidMultiTenant {
			state = "enabled"
		}
		forbidding := object{
			"state": state, "restrictForAppsCreatedAfterDateTime": from, "excludeActors": clone(actors),
		}
		allowing := object{"state": "disabled", "restrictForAppsCreatedAfterDateTime": nil,
			"excludeActors": nil}
		apps["audiences"] = object{"azureAdMultipleOrgs": forbidding, "personalMicrosoftAccount": allowing}
	}
	return object{
		"id": s.defaultPolicyID(), "displayName": "Default app management tenant policy",
		"deletedDateTime": nil,
		"description": "Default tenant policy that enforces app management restrictions on applications " +
			"and service principals.",
		"isEnabled":                    p.ForbidSecrets || p.MaxSecretLifetime != "" || p.ForbidMultiTenant,
		"applicationRestrictions":      apps,
		"servicePrincipalRestrictions": object{"passwordCredentials": []any{}, "keyCredentials": []any{}},
	}
}

func (s *store) getDefaultPolicy(g *graphRequest) (*reply, *refusal) {
	return g.single(s.defaultPolicy(g.beta), "tenantAppManagementPolicy",
		"policies/defaultAppManagementPolicy")
}

func (s *store) authorizationPolicy(g *graphRequest) (*reply, *refusal) {
	o := blank("authorizationPolicy")
	maps.Copy(o, object{
		"id": "authorizationPolicy", "displayName": "Authorization Policy", "allowInvitesFrom": "everyone",
		"description": "Used to manage authorization related settings across the " +
			"company.",
		"allowedToSignUpEmailBasedSubscriptions":    true,
		"allowedToUseSSPR":                          true,
		"allowEmailVerifiedUsersToJoinOrganization": false,
		"guestUserRoleId":                           "10dae51f-b6af-4016-8d66-8c2a99b929b3",
		"defaultUserRolePermissions": object{
			"allowedToCreateApps":                      s.sc.Policy.MembersMayRegister,
			"allowedToCreateSecurityGroups":            true,
			"allowedToCreateTenants":                   true,
			"allowedToReadBitlockerKeysForOwnedDevice": true,
			"allowedToReadOtherUsers":                  true,
			"permissionGrantPoliciesAssigned": []any{
				"ManagePermissionGrantsForSelf.microsoft-user-default-recommended",
			},
		},
	})
	return g.single(o, "authorizationPolicy", "policies/authorizationPolicy")
}

// mayWritePolicies: Global Administrators, or Security Administrators who are application administrators too
// (Entra docs, "Configure restrictions on how applications can be configured").
func (s *store) mayWritePolicies(g *graphRequest) *refusal {
	w := g.who.WIDs
	apps := roleIn(w, roleApplication, roleCloudApplication)
	security := s.sc.Policy.AppAdmins || roleIn(w, roleSecurityAdministrator)
	return deniedUnless(g.who.AppOnly || roleIn(w, roleGlobalAdministrator) || apps && security)
}

func (s *store) listPolicies(g *graphRequest) (*reply, *refusal) {
	return g.list(seenAt(s.policies, s.known(), everything),
		"appManagementPolicy", "policies/appManagementPolicies")
}

func (s *store) postPolicy(g *graphRequest) (*reply, *refusal) {
	o := mergeInto(blank("appManagementPolicy"), g.body)
	for _, name := range []string{"displayName", "description"} {
		if text(o, name) == "" {
			return nil, badRequest(
				"A value is required for property '%s' of resource 'AppManagementPolicy'.", name).
				with("MissingValue", name)
		}
	}
	if refused := checkRestrictions(o); refused != nil {
		return nil, refused
	}
	o["id"], o["isEnabled"] = s.ids.guid(), flag(o, "isEnabled")
	s.policies = append(s.policies, newRecord(o, s.clk.now()))
	return created(g, o, "policies/appManagementPolicies"), nil
}

func (s *store) patchPolicy(g *graphRequest) (*reply, *refusal) {
	r := byID(s.policies, g.keys[0].key)
	if r == nil {
		return nil, missing(cut(g.keys[0].key, 80))
	}
	changed := mergeInto(cloneObject(r.now()), g.body)
	if rules, sent := g.body["restrictions"]; sent {
		changed["restrictions"] = clone(rules) // whole: what is not sent again is not there any more
	}
	if refused := checkRestrictions(changed); refused != nil {
		return nil, refused
	}
	r.put(changed, s.clk.now())
	return noContent(), nil
}

func (s *store) deletePolicy(g *graphRequest) (*reply, *refusal) {
	return s.erase(byID(s.policies, g.keys[0].key), g.keys[0].key)
}

// checkRestrictions refuses a kind of rule that stands twice, and a lifetime that says none (Graph docs,
// passwordCredentialConfiguration).
func checkRestrictions(o object) *refusal {
	seen := map[string]bool{}
	for _, rule := range list(sub(o, "restrictions"), "passwordCredentials") {
		kind := text(rule, "restrictionType")
		_, err := isoDuration(text(rule, "maxLifetime"))
		lifetime := kind == "passwordLifetime" || kind == "symmetricKeyLifetime"
		if seen[kind] || lifetime && text(rule, "state") != "disabled" && err != nil {
			return invalidValue("CustomAppManagementConfiguration", "passwordCredentials")
		}
		seen[kind] = true
	}
	return nil
}

// policyTargets lists the registrations that a policy applies to.
func (s *store) policyTargets(g *graphRequest) (*reply, *refusal) {
	id := g.keys[0].key
	if byID(s.policies, id) == nil {
		return nil, missing(cut(id, 80))
	}
	return g.list(s.appliesTo(id), "directoryObject", "directoryObjects")
}

// policyOf lists the policy of a registration, which has one at most.
func (s *store) policyOf(g *graphRequest) (*reply, *refusal) {
	var out []object
	if seen := s.ownPolicy(g.target.id(), s.known()); seen != nil {
		seen = cloneObject(seen)
		if !g.beta {
			seen["restrictions"] = withoutAudiences(sub(seen, "restrictions"))
		}
		out = append(out, seen)
	}
	return g.list(out, "appManagementPolicy", "policies/appManagementPolicies")
}

var policyLink = pattern(
	`^https?://[^/]+/(?:v1\.0|beta)/policies/appManagementPolicies/([0-9a-fA-F-]{36})$`)

// assignPolicy lets a policy apply to a registration. The words for one that is there already are those of
// other links; for a second policy those seen for the other kinds of policy that an application has one of
// (microsoftgraph/microsoft-graph-docs#21746).
func (s *store) assignPolicy(g *graphRequest) (*reply, *refusal) {
	link, refused := g.reference()
	if refused != nil {
		return nil, refused
	}
	m := policyLink().FindStringSubmatch(link)
	if m == nil {
		return nil, badRequest("Invalid URL specified for the reference '@odata.id'.")
	}
	own, policy := s.ownPolicy(g.target.id(), s.clk.now()), byID(s.policies, m[1])
	switch {
	case policy == nil:
		return nil, missing(cut(m[1], 80))
	case own != nil && text(own, "id") == policy.id():
		return nil, referenceThere("appManagementPolicies")
	case own != nil:
		return nil, taken("Request contains property changes that would result in property-uniqueness " +
			"violation(s). Please retry your request with corrected values.")
	}
	s.setPolicy(g.target.id(), policy.id(), s.clk.now())
	return noContent(), nil
}

func (s *store) unassignPolicy(g *graphRequest) (*reply, *refusal) {
	own, id := s.ownPolicy(g.target.id(), s.clk.now()), g.keys[1].key
	if own == nil || text(own, "id") != id {
		return nil, missing(cut(id, 80))
	}
	s.setPolicy(g.target.id(), "", s.clk.now())
	return noContent(), nil
}
