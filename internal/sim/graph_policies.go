package sim

import (
	"maps"
	"net/http"
	"regexp"
	"time"
)

// activationLife is how long a role stays active after it was activated.
const activationLife = 8 * time.Hour

// defaultPolicyID is the id of the tenant's app management policy.
func (s *store) defaultPolicyID() string { return s.localID("d4f0a000-0000-4000-8000-000000000000") }

// defaultPolicy is the tenant's app management policy, built from the scenario. The audiences restriction exists in
// beta only.
func (s *store) defaultPolicy(beta bool) object {
	p := s.sc.Policy
	var from, actors any
	if p.From != "" {
		at, _ := relative(p.From, s.started)
		from = stamp(at)
	}
	if len(p.Exempt) > 0 {
		actors = object{"customSecurityAttributes": []any{object{
			"@odata.type": "#microsoft.graph.customSecurityAttributeStringValueExemption", "id": "PolicyExemptions_AppManagementExemption",
			"operator": "equals", "value": "ExemptFromSecretRestrictions",
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
		passwords = append(passwords, restriction("passwordAddition", ""), restriction("symmetricKeyAddition", ""))
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
		forbidding := object{"state": state, "restrictForAppsCreatedAfterDateTime": from, "excludeActors": clone(actors)}
		allowing := object{"state": "disabled", "restrictForAppsCreatedAfterDateTime": nil, "excludeActors": nil}
		apps["audiences"] = object{"azureAdMultipleOrgs": forbidding, "personalMicrosoftAccount": allowing}
	}
	return object{
		"id": s.defaultPolicyID(), "displayName": "Default app management tenant policy", "deletedDateTime": nil,
		"description":                  "Default tenant policy that enforces app management restrictions on applications and service principals.",
		"isEnabled":                    p.ForbidSecrets || p.MaxSecretLifetime != "" || p.ForbidMultiTenant,
		"applicationRestrictions":      apps,
		"servicePrincipalRestrictions": object{"passwordCredentials": []any{}, "keyCredentials": []any{}},
	}
}

// servePolicies answers what is below /policies.
func (s *store) servePolicies(g *graphRequest) (*reply, *refusal) {
	switch g.seg(1) {
	case "defaultAppManagementPolicy":
		if len(g.path) > 2 {
			break
		}
		if refused := g.allow(http.MethodGet); refused != nil {
			return nil, refused
		}
		if refused := s.permit(g, rulePolicyRead); refused != nil {
			return nil, refused
		}
		return g.single(s.defaultPolicy(g.beta), "tenantAppManagementPolicy", "policies/defaultAppManagementPolicy")
	case "authorizationPolicy":
		if len(g.path) > 2 {
			break
		}
		if refused := g.allow(http.MethodGet); refused != nil {
			return nil, refused
		}
		if refused := s.permit(g, ruleAuthorizationRead); refused != nil {
			return nil, refused
		}
		return g.single(s.authorizationPolicy(), "authorizationPolicy", "policies/authorizationPolicy")
	case "appManagementPolicies":
		if len(g.path) == 2 {
			return s.policiesRoot(g)
		}
		if len(g.path) == 3 {
			return s.onePolicy(g, g.seg(2))
		}
		if len(g.path) == 4 && g.seg(3) == "appliesTo" {
			return s.targetsOf(g, g.seg(2))
		}
	}
	return nil, noSegment(cut(g.path[len(g.path)-1].original, 80))
}

func (s *store) authorizationPolicy() object {
	o := blank("authorizationPolicy")
	maps.Copy(o, object{
		"id": "authorizationPolicy", "displayName": "Authorization Policy", "allowInvitesFrom": "everyone",
		"description":                            "Used to manage authorization related settings across the company.",
		"allowedToSignUpEmailBasedSubscriptions": true, "allowedToUseSSPR": true, "allowEmailVerifiedUsersToJoinOrganization": false,
		"guestUserRoleId": "10dae51f-b6af-4016-8d66-8c2a99b929b3",
		"defaultUserRolePermissions": object{
			"allowedToCreateApps": s.sc.Policy.MembersMayRegister, "allowedToCreateSecurityGroups": true, "allowedToCreateTenants": true,
			"allowedToReadBitlockerKeysForOwnedDevice": true, "allowedToReadOtherUsers": true,
			"permissionGrantPoliciesAssigned": []any{"ManagePermissionGrantsForSelf.microsoft-user-default-recommended"},
		},
	})
	return o
}

// mayWritePolicies: Global Administrators, or Security Administrators who are application administrators too (Entra docs,
// "Configure restrictions on how applications can be configured").
func (s *store) mayWritePolicies(g *graphRequest) *refusal {
	if refused := s.permit(g, rulePolicyWrite); refused != nil {
		return refused
	}
	w := g.who.WIDs
	apps := roleIn(w, roleApplication, roleCloudApplication)
	if g.who.AppOnly || roleIn(w, roleGlobalAdministrator) || apps && (s.sc.Policy.AppAdmins || roleIn(w, roleSecurityAdministrator)) {
		return nil
	}
	return denied()
}

// policiesRoot lists and creates app management policies.
func (s *store) policiesRoot(g *graphRequest) (*reply, *refusal) {
	if refused := g.allow(http.MethodGet, http.MethodPost); refused != nil {
		return nil, refused
	}
	if g.method == http.MethodGet {
		if refused := s.permit(g, rulePolicyRead); refused != nil {
			return nil, refused
		}
		var seen []object
		for _, r := range s.policies {
			if o := s.seenAs(r); o != nil {
				seen = append(seen, o)
			}
		}
		return g.collection(of(seen), listOptions{
			typeName: "appManagementPolicy", context: "policies/appManagementPolicies", pageSize: 100, maxTop: 999,
		})
	}
	if refused := s.mayWritePolicies(g); refused != nil {
		return nil, refused
	}
	if refused := g.needBody(); refused != nil {
		return nil, refused
	}
	if refused := checkBody("appManagementPolicy", g.body); refused != nil {
		return nil, refused
	}
	o := mergeInto(blank("appManagementPolicy"), g.body)
	for _, name := range []string{"displayName", "description"} {
		if text(o, name) == "" {
			return nil, badRequest("A value is required for property '%s' of resource 'AppManagementPolicy'.", name).with("MissingValue", name)
		}
	}
	if refused := checkRestrictions(o); refused != nil {
		return nil, refused
	}
	o["id"], o["isEnabled"] = s.ids.guid(), flag(o, "isEnabled")
	s.policies = append(s.policies, newRecord(o, s.clk.now()))
	return created(g, o, "policies/appManagementPolicies"), nil
}

// onePolicy reads, changes and deletes an app management policy.
func (s *store) onePolicy(g *graphRequest, id string) (*reply, *refusal) {
	if refused := g.allow(http.MethodGet, http.MethodPatch, http.MethodDelete); refused != nil {
		return nil, refused
	}
	check := s.mayWritePolicies
	if g.method == http.MethodGet {
		check = func(g *graphRequest) *refusal { return s.permit(g, rulePolicyRead) }
	}
	if refused := check(g); refused != nil {
		return nil, refused
	}
	r := byID(s.policies, id)
	if r == nil {
		return nil, missing(cut(id, 80))
	}
	switch g.method {
	case http.MethodGet:
		return g.single(r.now(), "appManagementPolicy", "policies/appManagementPolicies")
	case http.MethodDelete:
		r.put(nil, s.clk.now())
		return noContent(), nil
	}
	if refused := g.needBody(); refused != nil {
		return nil, refused
	}
	if refused := checkBody("appManagementPolicy", g.body); refused != nil {
		return nil, refused
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

// checkRestrictions refuses a kind of rule that stands twice, and a lifetime that says none (Graph docs,
// passwordCredentialConfiguration).
func checkRestrictions(o object) *refusal {
	seen := map[string]bool{}
	for _, rule := range list(sub(o, "restrictions"), "passwordCredentials") {
		kind := text(rule, "restrictionType")
		_, err := isoDuration(text(rule, "maxLifetime"))
		lifetime := kind == "passwordLifetime" || kind == "symmetricKeyLifetime"
		if seen[kind] || lifetime && text(rule, "state") != "disabled" && err != nil {
			return badRequest("Invalid value specified for property 'passwordCredentials' of resource 'CustomAppManagementConfiguration'.").with("InvalidValue", "passwordCredentials")
		}
		seen[kind] = true
	}
	return nil
}

// targetsOf answers appManagementPolicies/{id}/appliesTo.
func (s *store) targetsOf(g *graphRequest, id string) (*reply, *refusal) {
	if refused := g.allow(http.MethodGet); refused != nil {
		return nil, refused
	}
	if refused := s.permit(g, rulePolicyRead); refused != nil {
		return nil, refused
	}
	if byID(s.policies, id) == nil {
		return nil, missing(cut(id, 80))
	}
	return g.collection(of(s.appliesTo(id)), listOptions{typeName: "directoryObject", context: "directoryObjects", pageSize: 100, maxTop: 999})
}

// policiesOfApplication answers applications/{id}/appManagementPolicies: at most one policy per registration.
func (s *store) policiesOfApplication(g *graphRequest, app *record, rest []segment) (*reply, *refusal) {
	own := s.ownPolicy(app.id(), s.clk.now())
	switch {
	case len(rest) == 0:
		if refused := g.allow(http.MethodGet); refused != nil {
			return nil, refused
		}
		if refused := s.permit(g, rulePolicyRead); refused != nil {
			return nil, refused
		}
		var out []object
		if seen := s.ownPolicy(app.id(), s.known()); seen != nil {
			seen = cloneObject(seen)
			if !g.beta {
				seen["restrictions"] = withoutAudiences(sub(seen, "restrictions"))
			}
			out = append(out, seen)
		}
		return g.collection(of(out), listOptions{
			typeName: "appManagementPolicy", context: "policies/appManagementPolicies", pageSize: 100, maxTop: 999,
		})
	case len(rest) == 1 && rest[0].name == "$ref" && g.method == http.MethodPost:
		return s.assignPolicy(g, app, own)
	case len(rest) == 2 && rest[1].name == "$ref" && g.method == http.MethodDelete:
		if refused := s.mayAssign(g); refused != nil {
			return nil, refused
		}
		if own == nil || text(own, "id") != rest[0].original {
			return nil, missing(cut(rest[0].original, 80))
		}
		s.setPolicy(app.id(), "", s.clk.now())
		return noContent(), nil
	default:
		return nil, noSegment(cut(rest[len(rest)-1].original, 80))
	}
}

// mayAssign asks for a scope to read registrations beside the one for policies (Graph docs,
// appmanagementpolicy-post-appliesto).
func (s *store) mayAssign(g *graphRequest) *refusal {
	if refused := s.permit(g, ruleAppRead); refused != nil {
		return refused
	}
	return s.mayWritePolicies(g)
}

var policyLink = regexp.MustCompile(`^https?://[^/]+/(?:v1\.0|beta)/policies/appManagementPolicies/([0-9a-fA-F-]{36})$`)

// assignPolicy lets a policy apply to a registration. The words for one that is there already are those of other links;
// for a second policy those seen for the other kinds of policy that an application has one of
// (microsoftgraph/microsoft-graph-docs#21746).
func (s *store) assignPolicy(g *graphRequest, app *record, own object) (*reply, *refusal) {
	if refused := s.mayAssign(g); refused != nil {
		return nil, refused
	}
	m := policyLink.FindStringSubmatch(text(g.body, "@odata.id"))
	if m == nil || len(g.body) != 1 {
		return nil, badRequest("Invalid URL specified for the reference '@odata.id'.")
	}
	policy := byID(s.policies, m[1])
	switch {
	case policy == nil:
		return nil, missing(cut(m[1], 80))
	case own != nil && text(own, "id") == policy.id():
		return nil, badRequest("One or more added object references already exist for the following modified properties: 'appManagementPolicies'.")
	case own != nil:
		return nil, refuse(http.StatusConflict, "Request_MultipleObjectsWithSameKeyValue", "Request contains property changes that would result in property-uniqueness violation(s). Please retry your request with corrected values.")
	}
	s.setPolicy(app.id(), policy.id(), s.clk.now())
	return noContent(), nil
}
